// Known gaps: what an organisation cannot send for a recorded reason, until a day on which that is looked at. Pure.
import { type Book, capital, dayAfter, daysBetween, dayWords, figuresWords, nameOf } from "../book";
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
import { METRICS, UNIT } from "./options";

const REVIEW: Field = {
  key: "review",
  label: "Review",
  kind: "day",
  hint: "At most 90 days after it begins. From this day on the figures are expected again",
};

const FIELDS: readonly Field[] = [
  UNIT,
  METRICS,
  { key: "reason", label: "Why they cannot be sent", kind: "words" },
  {
    key: "owner",
    label: "Who sees to it",
    kind: "words",
    hint: "A name or a role, here or at the organisation",
  },
  { key: "from", label: "From", kind: "day" },
  REVIEW,
];

const SOON_DAYS = 7;
const LIKELY_DAYS = 28;

export const knownGaps: List = {
  part: "known_gaps",
  title: "Known gaps",
  what: "Figures that an organisation cannot send for now, and who sees to it: nobody is chased for them, and the level says what it could be without them.",
  one: "a known gap",
  none: "No gap is known: every figure that is expected is chased when it does not come.",
  columns: [
    { title: "Organisation", says: (entry, book) => nameOf(text(entry, "unit"), book) },
    { title: "Figures", says: (entry, book) => capital(figuresWords(texts(entry, "metrics"), book)) },
    { title: "Why", says: (entry) => text(entry, "reason") },
    { title: "Who sees to it", says: (entry) => text(entry, "owner") },
    { title: "From", unbroken: true, says: (entry, book) => dayWords(text(entry, "from"), book) },
    { title: "Review", unbroken: true, says: (entry, book) => dayWords(text(entry, "review"), book) },
  ],
  fields: FIELDS,
  fresh: ({ today }) => ({ from: today, review: dayAfter(today, LIKELY_DAYS) }),
  draftOf: (entry) => drafted(FIELDS, entry),
  entryOf: (draft, before) => written(FIELDS, draft, before),
  standing,
  mark,
  called,
  comesTo: (entry, book) =>
    `From ${dayWords(text(entry, "from"), book)} ${called(entry, book)}: nobody is chased for this until the review on ${dayWords(text(entry, "review"), book)}, and from that day it is expected again.`,
  ways,
};

function standing(entry: Entry, _all: readonly Entry[], { today }: Book): Standing {
  if (text(entry, "from") > today) return "ahead";
  return text(entry, "review") > today || lately(entry, today) ? "now" : "over";
}

/** The review has been in the last week: it is told among what holds, until somebody has seen to it. */
function lately(entry: Entry, today: string): boolean {
  const since = daysBetween(text(entry, "review"), today);
  return since >= 0 && since <= SOON_DAYS;
}

function mark(entry: Entry, { today }: Book): string | null {
  const days = daysBetween(today, text(entry, "review"));
  if (days > SOON_DAYS || days < -SOON_DAYS) return null;
  if (days > 1) return `review in ${days} days`;
  if (days === 1) return "review tomorrow";
  const since = days === 0 ? "review today" : `review was ${-days === 1 ? "yesterday" : `${-days} days ago`}`;
  return `${since}: expected again`;
}

function called(entry: Entry, book: Book): string {
  return `${figuresWords(texts(entry, "metrics"), book)} at ${nameOf(text(entry, "unit"), book)}`;
}

function again(entry: Entry, book: Book): string {
  return `${called(entry, book)} ${texts(entry, "metrics").length > 1 ? "are" : "is"} expected again`;
}

function ways(entry: Entry, _all: readonly Entry[], book: Book): Way[] {
  const [from, review] = [text(entry, "from"), text(entry, "review")];
  if (review <= book.today) return [{ way: "change" }];
  if (from >= book.today) {
    const says =
      from > book.today
        ? `It never begins: ${called(entry, book)} stays expected.`
        : `At once ${again(entry, book)}. What the boards showed meanwhile stays as it was.`;
    return [{ way: "change" }, { way: "remove", says }];
  }
  return [
    { way: "change" },
    {
      way: "end",
      fields: [
        {
          ...REVIEW,
          label: "Expected again from",
          hint: `Today at the earliest; the review is on ${dayWords(review, book)}`,
        },
      ],
      draft: { review: book.today },
      entryOf: (draft) => ({ ...entry, review: draft.review ?? "" }),
      says: (draft) => `From ${dayWords(draft.review ?? "", book)} ${again(entry, book)}.`,
    },
  ];
}
