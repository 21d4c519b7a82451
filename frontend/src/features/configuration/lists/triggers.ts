// Local triggers in use: which packs of them are looked at from when. Pure.
import { type Book, dayAfter, fromWords, type PackChoice, packWords } from "../book";
import { type Draft, type Entry, type Field, type List, text } from "../entries";
import { approvedWords, beginning, beginsAt, beginsWords, succession, ways } from "./assignments";
import { APPROVER } from "./notApplicable";

const STOPS = "none"; // of "version"

const FIELDS: readonly Field[] = [
  { key: "pack", label: "Local triggers", kind: "select", options: packOptions },
  { key: "from", label: "From", kind: "moment" },
  APPROVER,
];

export const triggers: List = {
  part: "triggers",
  title: "Local triggers in use",
  what: "Which packs of local triggers are looked at from when: they tell people of what they name, and change no level.",
  one: "local triggers from a date",
  none: "No local triggers are in use.",
  columns: [
    { title: "Local triggers", says: (entry, book) => packWordsOf(entry, book) },
    { title: "From", unbroken: true, says: beginsWords },
    { title: "Approved by", says: approvedWords },
  ],
  fields: FIELDS,
  fresh: ({ today }) => ({ from: `${dayAfter(today, 1)}T00:00` }),
  draftOf: (entry) => ({ pack: chosen(entry), from: beginsAt(entry), approver: text(entry, "approver") }),
  entryOf,
  standing: (entry, all, book) => succession(entry, all, book, idOf),
  mark: () => null,
  called: packWordsOf,
  comesTo: (entry, book) =>
    entry.version === null
      ? `${fromWords(beginsAt(entry), book)} the local triggers of ${text(entry, "pack")} are no longer looked at.`
      : `${fromWords(beginsAt(entry), book)} the local triggers of ${packWordsOf(entry, book)} are looked at.`,
  ways: (entry, all, book) =>
    ways(entry, all, book, idOf, { pack: chosen(entry) }, "what was in use before it goes on"),
};

function idOf(entry: Entry): string {
  return text(entry, "pack");
}

function chosen(entry: Entry): string {
  return `${text(entry, "pack")} ${text(entry, "version") || STOPS}`;
}

function packWordsOf(entry: Entry, book: Book): string {
  const version = text(entry, "version");
  return version
    ? packWords(text(entry, "pack"), Number(version), book)
    : `${text(entry, "pack")}, not in use any more`;
}

/** Packs with those of local triggers that are in use: they are known by their ids at least. */
export function withTriggers(packs: readonly PackChoice[], used: readonly Entry[]): readonly PackChoice[] {
  const known = new Set(packs.map(({ id, version }) => `${id} ${version}`));
  const more = new Map(
    used
      .filter((entry) => entry.version !== null && !known.has(chosen(entry)))
      .map((entry) => [chosen(entry), choiceOf(entry)]),
  );
  return [...packs, ...more.values()];
}

function choiceOf(entry: Entry): PackChoice {
  const id = text(entry, "pack");
  return {
    id,
    version: Number(entry.version),
    title: id,
    provenance: text(entry, "provenance"),
    kind: "triggers",
  };
}

/** Each version, and for each pack that it is no longer in use. */
function packOptions({ packs }: Book) {
  const known = packs.filter(({ kind }) => kind === "triggers");
  const ids = [...new Set(known.map(({ id }) => id))];
  return [
    {
      label: null,
      options: known.map(({ id, version, title }) => ({
        value: `${id} ${version}`,
        label: `${title}, version ${version}`,
      })),
    },
    {
      label: "No longer in use",
      options: ids.map((id) => ({ value: `${id} ${STOPS}`, label: `None of ${id} from then on` })),
    },
  ];
}

function entryOf(draft: Draft, before: Entry | null): Entry {
  const [pack = "", version = STOPS] = (draft.pack ?? "").split(" ");
  const approver = draft.approver?.trim();
  const provenance = before?.provenance;
  return {
    pack,
    version: version === STOPS ? null : Number(version),
    from: beginning(draft.from ?? ""),
    ...(approver && { approver }),
    ...(provenance !== undefined && { provenance }),
  };
}
