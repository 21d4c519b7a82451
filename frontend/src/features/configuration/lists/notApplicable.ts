// What does not apply: a figure that has no meaning at an organisation, and who approved saying so. Pure.
import { type Book, capital, dayAfter, dayWords, figureWords, nameOf } from "../book";
import {
  drafted,
  type Entry,
  type Field,
  type List,
  type Standing,
  text,
  type Way,
  written,
} from "../entries";
import { metricOptions, UNIT } from "./options";

const UNTIL: Field = {
  key: "until",
  label: "Until",
  kind: "day",
  optional: true,
  hint: "The first day on which it applies again. Left empty: without an end",
};

export const APPROVER: Field = {
  key: "approver",
  label: "Approved by",
  kind: "words",
  optional: true,
  hint: "Left empty: you",
};

const FIELDS: readonly Field[] = [
  UNIT,
  { key: "metric", label: "Figure", kind: "select", options: metricOptions },
  APPROVER,
  { key: "from", label: "From", kind: "day" },
  UNTIL,
];

export const notApplicable: List = {
  part: "not_applicable",
  title: "Does not apply",
  what: "Figures that have no meaning at an organisation, approved by name: nobody waits for them, and they count neither for nor against its level.",
  one: "what does not apply",
  none: "Every figure applies everywhere.",
  columns: [
    { title: "Organisation", says: (entry, book) => nameOf(text(entry, "unit"), book) },
    { title: "Figure", says: (entry, book) => capital(figureWords(text(entry, "metric"), book)) },
    { title: "Approved by", says: (entry) => text(entry, "approver") },
    { title: "From", unbroken: true, says: (entry, book) => dayWords(text(entry, "from"), book) },
    {
      title: "Until",
      unbroken: true,
      says: (entry, book) => (entry.until ? dayWords(text(entry, "until"), book) : "no end"),
    },
  ],
  fields: FIELDS,
  fresh: ({ today }) => ({ from: today }),
  draftOf: (entry) => drafted(FIELDS, entry),
  entryOf: (draft, before) => written(FIELDS, draft, before),
  standing,
  mark: () => null,
  called,
  comesTo: (entry, book) => {
    const until = text(entry, "until");
    const ends = until ? `, until it applies again from ${dayWords(until, book)}` : "";
    return `From ${dayWords(text(entry, "from"), book)} nobody waits for ${called(entry, book)}${ends}.`;
  },
  ways,
};

function standing(entry: Entry, _all: readonly Entry[], { today }: Book): Standing {
  if (text(entry, "from") > today) return "ahead";
  const until = text(entry, "until");
  return until !== "" && until <= today ? "over" : "now";
}

function called(entry: Entry, book: Book): string {
  return `${figureWords(text(entry, "metric"), book)} at ${nameOf(text(entry, "unit"), book)}`;
}

function ways(entry: Entry, all: readonly Entry[], book: Book): Way[] {
  const is = standing(entry, all, book);
  if (is === "over") return [];
  const from = text(entry, "from");
  if (from >= book.today) {
    const says =
      is === "ahead"
        ? `It never begins: ${called(entry, book)} applies.`
        : `${capital(called(entry, book))} applies at once.`;
    return [{ way: "change" }, { way: "remove", says }];
  }
  return [
    { way: "change" },
    {
      way: "end",
      fields: [{ ...UNTIL, label: "Applies again from", hint: "Today, or a day ahead", optional: false }],
      draft: { until: from < book.today ? book.today : dayAfter(from, 1) },
      entryOf: (draft) => ({ ...entry, until: draft.until ?? "" }),
      says: (draft) =>
        `From ${dayWords(draft.until ?? "", book)} ${called(entry, book)} applies, and is expected again.`,
    },
  ];
}
