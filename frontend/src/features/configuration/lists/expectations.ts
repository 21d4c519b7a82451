// What is expected: which figures are due when, and from whom. The last line that speaks of a figure holds. Pure.
import { listed } from "../../../ui/people/who";
import { type Book, capital, figuresWords, nameOf, pillarWords } from "../book";
import { type Draft, drafted, type Entry, type Field, type List, text, texts } from "../entries";
import { DAYS_FIELD, dayNames, METRICS, unitOptions } from "./options";

const NAMED = "units"; // of "who": organisations one by one, rather than a pillar
const MARKED = "/"; // between a pillar and what narrows it

const byTimes = ({ due }: Draft) => due === "times";
const byInterval = ({ due }: Draft) => due === "every";
const atAll = ({ due }: Draft) => due !== "nothing";
const DURATION = "As 15m, 4h or 7d";

const FIELDS: readonly Field[] = [
  { key: "who", label: "Of whom", kind: "select", options: whoOptions, refusedAt: "pillar" },
  {
    key: "units",
    label: "Organisations",
    kind: "several",
    options: unitOptions,
    when: ({ who }) => who === NAMED,
  },
  METRICS,
  {
    key: "due",
    label: "When",
    kind: "select",
    options: () => [
      {
        label: null,
        options: [
          { value: "times", label: "At times of the day" },
          { value: "every", label: "Every so often, from a feed" },
          { value: "nothing", label: "Never: it stays as it was last sent" },
        ],
      },
    ],
    refusedAt: "expect",
  },
  {
    key: "times",
    label: "Times",
    kind: "words",
    hint: "Local, in order, as 08:00 14:00 22:00",
    when: byTimes,
    refusedAt: "expect.times",
  },
  { ...DAYS_FIELD, when: byTimes, refusedAt: "expect.days" },
  {
    key: "every",
    label: "How often",
    kind: "words",
    hint: DURATION,
    when: byInterval,
    refusedAt: "expect.every",
  },
  {
    key: "grace",
    label: "Late after so much more",
    kind: "words",
    optional: true,
    hint: `${DURATION}. Left empty: at once`,
    when: atAll,
    refusedAt: "expect.grace",
  },
  {
    key: "satisfied_from",
    label: "A figure counts that was taken so long before",
    kind: "words",
    optional: true,
    hint: `${DURATION}. Left empty: 1h`,
    when: byTimes,
    refusedAt: "expect.satisfied_from",
  },
  {
    key: "dead_after",
    label: "No longer relied on after",
    kind: "words",
    optional: true,
    hint: `${DURATION}. Left empty: it stays late`,
    when: atAll,
    refusedAt: "expect.dead_after",
  },
];

const OWN: readonly Field[] = FIELDS.filter(({ key }) => key === "units" || key === "metrics");

export const expectations: List = {
  part: "expectations",
  title: "What is expected",
  what: "Which figures are due when, and how late one may be: where two lines speak of the same figure of an organisation, the later one holds.",
  one: "an expectation",
  none: "Nothing is expected: no figure is ever late, and no feed that stops is noticed.",
  columns: [
    { title: "Of whom", says: (entry, book) => capital(whoWords(entry, book)) },
    { title: "Figures", says: (entry, book) => capital(figuresWords(texts(entry, "metrics"), book)) },
    { title: "When", says: (entry) => capital(dueWords(expectOf(entry))) },
    { title: "Late", says: (entry) => lateWords(expectOf(entry)) },
  ],
  fields: FIELDS,
  fresh: () => ({ due: "times", days: "every_day" }),
  draftOf,
  entryOf,
  standing: () => "now",
  mark: () => null,
  called,
  comesTo: (entry, book) => `From now on ${called(entry, book)}: ${dueWords(expectOf(entry))}.`,
  ways: (entry, _all, book) => [
    { way: "change" },
    {
      way: "remove",
      says: `From now on this line asks nothing of ${called(entry, book)}. An earlier line that speaks of the same holds instead; without one nothing is expected.`,
    },
  ],
};

function whoOptions({ pillars, units }: Book) {
  const acute = units.some(({ pillar }) => pillar === "acute");
  return [
    {
      label: null,
      options: [
        ...pillars.map((pillar) => ({ value: pillar, label: capital(pillarWords(pillar, "")) })),
        ...(acute
          ? [{ value: `acute${MARKED}type_1_ed`, label: capital(pillarWords("acute", "type_1_ed")) }]
          : []),
        { value: NAMED, label: "Organisations one by one" },
      ],
    },
  ];
}

export function whoWords(entry: Entry, book: Book): string {
  const units = texts(entry, "units");
  if (units.length > 0) return listed(units.map((code) => nameOf(code, book)));
  return pillarWords(text(entry, "pillar"), text(entry, "has"));
}

function called(entry: Entry, book: Book): string {
  return `${whoWords(entry, book)}, ${figuresWords(texts(entry, "metrics"), book)}`;
}

/** What is expected; null: nothing. */
function expectOf(entry: Entry): Entry | null {
  const expect = entry.expect;
  return typeof expect === "object" && expect !== null ? (expect as Entry) : null;
}

const LENGTHS: Record<string, string> = { s: "s", m: "min", h: "h", d: "days" };

/** "15 min" of "15m", "1 h 30 min" of "1h30m". */
export function lengthWords(duration: string): string {
  const parts = [...duration.matchAll(/(\d+)([smhd])/g)];
  if (parts.length === 0) return duration;
  return parts
    .map(([, count, unit]) => (unit === "d" && count === "1" ? "1 day" : `${count} ${LENGTHS[unit ?? ""]}`))
    .join(" ");
}

export function dueWords(expect: Entry | null): string {
  if (expect === null) return "never";
  if (expect.every !== undefined) return `every ${lengthWords(text(expect, "every"))}`;
  return `${listed(texts(expect, "times"))} ${listed(dayNames(texts(expect, "days")))}`;
}

export function lateWords(expect: Entry | null): string {
  if (expect === null) return "never";
  const grace = text(expect, "grace");
  const own = Object.entries((expect.grace_at as Record<string, string> | undefined) ?? {}).map(
    ([time, length]) => ` (${lengthWords(length)} after ${time})`,
  );
  const after = grace === "" || grace === "0m" ? "at once" : `after ${lengthWords(grace)}`;
  const dead = text(expect, "dead_after");
  return `${after}${own.join("")}${dead && `, no longer relied on after ${lengthWords(dead)}`}`;
}

function draftOf(entry: Entry): Draft {
  const expect = expectOf(entry);
  const [pillar, has] = [text(entry, "pillar"), text(entry, "has")];
  const named = texts(entry, "units").length > 0;
  const due = expect === null ? "nothing" : expect.every === undefined ? "times" : "every";
  return {
    ...drafted(OWN, entry),
    who: named ? NAMED : has ? pillar + MARKED + has : pillar,
    due,
    times: texts(expect ?? {}, "times").join(" "),
    days: texts(expect ?? {}, "days").join(" ") || "every_day",
    every: text(expect ?? {}, "every"),
    grace: text(expect ?? {}, "grace"),
    satisfied_from: text(expect ?? {}, "satisfied_from"),
    dead_after: text(expect ?? {}, "dead_after"),
  };
}

function entryOf(draft: Draft, before: Entry | null): Entry {
  const { pillar: _pillar, has: _has, units: _units, expect, ...rest } = before ?? {};
  const [pillar = "", has] = (draft.who ?? "").split(MARKED);
  const whom = pillar === NAMED ? { units: words(draft.units) } : { pillar, ...(has && { has }) };
  return { ...whom, ...rest, metrics: words(draft.metrics), expect: expectFrom(draft, expect) };
}

function expectFrom(draft: Draft, before: unknown): Entry | null {
  if (draft.due === "nothing") return null;
  const times = draft.due === "times";
  const kept = times
    ? ((before as Entry | null | undefined)?.grace_at as Record<string, string> | undefined)
    : undefined;
  const asked = words(draft.times);
  const still = Object.entries(kept ?? {}).filter(([time]) => asked.includes(time));
  const lengths = ["grace", ...(times ? ["satisfied_from"] : []), "dead_after"].flatMap((key) => {
    const typed = draft[key]?.trim();
    return typed ? [[key, typed]] : [];
  });
  return {
    ...(times ? { times: asked, days: words(draft.days) } : { every: (draft.every ?? "").trim() }),
    ...(still.length > 0 && { grace_at: Object.fromEntries(still) }),
    ...Object.fromEntries(lengths),
  };
}

/** Of "08:00, 14:00 22:00" each. */
function words(typed: string | undefined): string[] {
  return (typed ?? "").split(/[\s,;]+/).filter((word) => word !== "");
}
