// An entry of a list as it is written, and as it is being typed; what a list is told with. Shapes, and what all share. Pure.
import type { ConfigurationChange } from "../../api/types";
import type { Book } from "./book";

/** As the system's text has it. */
export type Entry = Readonly<Record<string, unknown>>;

/** Each field by its name; several values with a space between them. */
export type Draft = Readonly<Record<string, string>>;

/** A list, by its name in the text. */
export type Part = ConfigurationChange["part"];

export type Standing = "now" | "ahead" | "over";

export interface Option {
  value: string;
  label: string;
}

export interface OptionGroup {
  label: string | null; // null: of no group
  options: readonly Option[];
}

export interface Field {
  key: string;
  label: string;
  kind: "select" | "several" | "day" | "moment" | "words" | "lines";
  hint?: string;
  optional?: boolean;
  options?: (book: Book) => readonly OptionGroup[];
  when?: (draft: Draft) => boolean; // whether it is asked at all
  refusedAt?: string; // where a refusal points to, if that is not its name
}

export interface Column {
  title: string;
  says: (entry: Entry, book: Book) => string;
  unbroken?: true; // a day or a time: on one line
}

/** One list of a system's text: how it is told and how it is changed. `all` are its entries as they stand. */
export interface List {
  part: Part;
  title: string;
  what: string; // one sentence
  one: string; // "a known gap"
  none: string;
  columns: readonly Column[]; // the first says what the entry is about
  fields: readonly Field[];
  fresh: (book: Book) => Draft;
  draftOf: (entry: Entry, book: Book) => Draft;
  entryOf: (draft: Draft, before: Entry | null) => Entry;
  standing: (entry: Entry, all: readonly Entry[], book: Book) => Standing;
  mark: (entry: Entry, book: Book) => string | null; // what must be seen to
  called: (entry: Entry, book: Book) => string; // as in "Change: …"
  comesTo: (entry: Entry, book: Book, all: readonly Entry[]) => string;
  ways: (entry: Entry, all: readonly Entry[], book: Book) => readonly Way[];
}

/** What can be done with an entry. `fields` of an end: what is asked then; `says`: what it comes to. */
export type Way =
  | { way: "change" }
  | { way: "remove"; says: string }
  | {
      way: "end";
      fields: readonly Field[];
      draft: Draft;
      entryOf: (draft: Draft) => Entry;
      says: (draft: Draft) => string;
    }
  | { way: "replace"; label: string; draft: Draft };

export const WHY = "why";
const SHORTEST_WHY = 3;
const LONGEST_WHY = 300;

export function text(entry: Entry, key: string): string {
  const value = entry[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function texts(entry: Entry, key: string): string[] {
  const value = entry[key];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Every field as it stands in the entry. */
export function drafted(fields: readonly Field[], entry: Entry): Draft {
  return Object.fromEntries(
    fields.map(({ key, kind }) => [
      key,
      kind === "several" ? texts(entry, key).join(" ") : text(entry, key).slice(0, kind === "day" ? 10 : 300),
    ]),
  );
}

/** The entry with every field as typed; what is not asked for stays as it was, what was left empty goes. */
export function written(fields: readonly Field[], draft: Draft, before: Entry | null): Entry {
  const entry: Record<string, unknown> = { ...before };
  for (const { key, kind } of fields) {
    const typed = (draft[key] ?? "").trim();
    if (typed === "") delete entry[key];
    else entry[key] = kind === "several" ? typed.split(" ") : typed;
  }
  return entry;
}

export function asked(fields: readonly Field[], draft: Draft): Field[] {
  return fields.filter(({ when }) => when?.(draft) ?? true);
}

const MISSING: Record<Field["kind"], string> = {
  select: "Choose one",
  several: "Choose at least one",
  day: "Give a date",
  moment: "Give a date and a time",
  words: "Fill this in",
  lines: "Fill this in",
};

/** What is wrong before anything is sent, by field. */
export function wrongIn(fields: readonly Field[], draft: Draft, why: string): Draft {
  const missing = asked(fields, draft).filter(({ key, optional }) => !optional && !draft[key]?.trim());
  const wrong = Object.fromEntries(missing.map(({ key, kind }) => [key, MISSING[kind]]));
  const said = whyProblem(why);
  return said === null ? wrong : { ...wrong, [WHY]: said };
}

export function whyProblem(why: string): string | null {
  const { length } = why.trim();
  if (length < SHORTEST_WHY) return "Say why, in a few words";
  return length > LONGEST_WHY ? `Say it in ${LONGEST_WHY} characters: these are ${length}` : null;
}
