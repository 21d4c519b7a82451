// What a service cannot do for a while, and when it is open. Pure.

import { listed } from "../../../ui/people/who";
import { type Book, capital, fromWords, momentWords, nameOf } from "../book";
import {
  drafted,
  type Entry,
  type Field,
  type List,
  type Standing,
  text,
  texts,
  type Way,
  written,
} from "../entries";
import { DAYS_FIELD, dayNames, UNIT } from "./options";

const STATUSES: Record<string, { is: string; over: string }> = {
  limited: { is: "limited", over: "is no longer limited" },
  closed_to_ambulances: { is: "closed to ambulances", over: "takes ambulances again" },
  closed: { is: "closed", over: "is open again, and its figures are expected" },
};

const UNTIL: Field = { key: "until", label: "Until", kind: "moment", hint: "At most 7 days after it begins" };

const STATUS_FIELDS: readonly Field[] = [
  UNIT,
  {
    key: "status",
    label: "Status",
    kind: "select",
    options: () => [
      {
        label: null,
        options: Object.entries(STATUSES).map(([value, { is }]) => ({ value, label: capital(is) })),
      },
    ],
  },
  { key: "reason", label: "What has happened", kind: "words", hint: "Shown on the board beside the level" },
  { key: "from", label: "From", kind: "moment" },
  UNTIL,
];

export const serviceStatus: List = {
  part: "service_status",
  title: "Service status",
  what: "What a service cannot do for a while: shown beside its level with the reason, and over by itself at its end.",
  one: "a status",
  none: "Every service is open as usual.",
  columns: [
    { title: "Organisation", says: (entry, book) => nameOf(text(entry, "unit"), book) },
    { title: "Status", says: (entry) => capital(isWords(entry)) },
    { title: "What has happened", says: (entry) => text(entry, "reason") },
    { title: "From", unbroken: true, says: (entry, book) => momentWords(text(entry, "from"), book) },
    { title: "Until", unbroken: true, says: (entry, book) => momentWords(text(entry, "until"), book) },
  ],
  fields: STATUS_FIELDS,
  fresh: ({ clock }) => ({ from: clock }),
  draftOf: (entry) => drafted(STATUS_FIELDS, minutes(entry)),
  entryOf: (draft, before) => written(STATUS_FIELDS, draft, before),
  standing: statusStanding,
  mark: () => null,
  called: (entry, book) => `${nameOf(text(entry, "unit"), book)} ${isWords(entry)}`,
  comesTo: (entry, book) =>
    `${fromWords(text(entry, "from"), book)} ${nameOf(text(entry, "unit"), book)} is ${isWords(entry)}, until ${momentWords(text(entry, "until"), book)}.`,
  ways: statusWays,
};

function isWords(entry: Entry): string {
  const status = text(entry, "status");
  return STATUSES[status]?.is ?? status;
}

/** Local times to the minute, as inputs take them. */
function minutes(entry: Entry): Entry {
  return { ...entry, from: text(entry, "from").slice(0, 16), until: text(entry, "until").slice(0, 16) };
}

function statusStanding(entry: Entry, _all: readonly Entry[], { clock }: Book): Standing {
  const { from, until } = minutes(entry) as { from: string; until: string };
  if (from > clock) return "ahead";
  return until > clock ? "now" : "over";
}

function statusWays(entry: Entry, all: readonly Entry[], book: Book): Way[] {
  const is = statusStanding(entry, all, book);
  if (is === "over") return [];
  const unit = nameOf(text(entry, "unit"), book);
  if (is === "ahead" || text(entry, "from").slice(0, 16) === book.clock) {
    return [{ way: "change" }, { way: "remove", says: `${unit} stays open as usual.` }];
  }
  return [
    { way: "change" },
    {
      way: "end",
      fields: [
        {
          ...UNTIL,
          label: "Over from",
          hint: `Now, or a time before ${momentWords(text(entry, "until"), book)}`,
        },
      ],
      draft: { until: book.clock },
      entryOf: (draft) => ({ ...entry, until: draft.until ?? "" }),
      says: (draft) =>
        `${fromWords(draft.until ?? "", book)} ${unit} ${STATUSES[text(entry, "status")]?.over ?? "is as usual"}.`,
    },
  ];
}

const HOURS_FIELDS: readonly Field[] = [
  UNIT,
  DAYS_FIELD,
  { key: "from", label: "Opens", kind: "words", hint: "A local time, as 08:00" },
  {
    key: "until",
    label: "Closes",
    kind: "words",
    hint: "A later time of the same day, as 20:00; midnight is 24:00",
  },
];

export const openingHours: List = {
  part: "opening_hours",
  title: "Opening hours",
  what: "When a service is open: outside these hours it is shown as closed, and nothing is expected of it. A service without hours here is always open.",
  one: "opening hours",
  none: "Every service is open round the clock.",
  columns: [
    { title: "Organisation", says: (entry, book) => nameOf(text(entry, "unit"), book) },
    { title: "Days", says: (entry) => capital(listed(dayNames(texts(entry, "days")))) },
    { title: "Open", unbroken: true, says: hoursWords },
  ],
  fields: HOURS_FIELDS,
  fresh: () => ({ days: "every_day", from: "08:00", until: "20:00" }),
  draftOf: (entry) => ({
    ...drafted(HOURS_FIELDS, entry),
    days: texts(entry, "days").join(" ") || "every_day",
  }),
  entryOf: (draft, before) => written(HOURS_FIELDS, draft, before),
  standing: () => "now",
  mark: () => null,
  called: openWords,
  comesTo: (entry, book) => `From now on ${openWords(entry, book)}; beyond all its hours it is closed.`,
  ways: (entry, all, book) => [{ way: "change" }, { way: "remove", says: withoutWords(entry, all, book) }],
};

function hoursWords(entry: Entry): string {
  const [from, until] = [text(entry, "from"), text(entry, "until")];
  return `${from} to ${until === "24:00" ? "midnight" : until}`;
}

function openWords(entry: Entry, book: Book): string {
  return `${nameOf(text(entry, "unit"), book)} is open ${hoursWords(entry)} ${listed(dayNames(texts(entry, "days")))}`;
}

function withoutWords(entry: Entry, all: readonly Entry[], book: Book): string {
  const unit = text(entry, "unit");
  const left = all.filter((one) => one !== entry && text(one, "unit") === unit).length;
  return left > 0
    ? `From now on ${nameOf(unit, book)} is open in its other hours only.`
    : `${nameOf(unit, book)} has no hours then: from now on it counts as open round the clock.`;
}
