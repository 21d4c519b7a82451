// Planned values by organisation, figure, day and hour, as a compact table. Changed as text only. Pure.
import { type Book, dayWords, figureWords, nameOf } from "../book";
import { type Entry, type List, text } from "../entries";
import { dayNames } from "./options";

export const plans: List = {
  part: "plans",
  title: "Planned values",
  what: "What was expected of a figure by day and hour: attendances are judged against it, and local triggers can be.",
  one: "planned values",
  none: "Nothing is planned: figures that are judged against a plan stay unknown, unless a plan is sent with them.",
  columns: [],
  fields: [],
  fresh: () => ({}),
  draftOf: () => ({}),
  entryOf: (_draft, before) => before ?? {},
  standing: () => "now",
  mark: () => null,
  called: () => "planned values",
  comesTo: () => "",
  ways: () => [],
};

export interface PlanRow {
  day: string;
  values: readonly string[]; // one for each hour of the plan; "": none
}

export interface Plan {
  key: string;
  name: string; // organisation and figure
  source: string;
  hours: readonly number[];
  rows: readonly PlanRow[];
}

/** One for each organisation and figure, in the order of the list; only hours that something is planned for. */
export function plansOf(entries: readonly Entry[], book: Book): Plan[] {
  return [...grouped(entries, (entry) => `${text(entry, "unit")} ${text(entry, "metric")}`)].map(
    ([key, own]) => {
      const hours = [...new Set(own.map((entry) => Number(entry.hour)))].sort((a, b) => a - b);
      const [first = {}] = own;
      return {
        key,
        name: `${nameOf(text(first, "unit"), book)}: ${figureWords(text(first, "metric"), book)}`,
        source: [...new Set(own.map((entry) => text(entry, "source")))].join("; "),
        hours,
        rows: [...grouped(own, (entry) => text(entry, "on"))].map(([on, values]) => ({
          day: onWords(on, book),
          values: hours.map((hour) => {
            const planned = values.find((entry) => Number(entry.hour) === hour);
            return planned ? text(planned, "value") : "";
          }),
        })),
      };
    },
  );
}

function onWords(on: string, book: Book): string {
  return /^\d/.test(on) ? dayWords(on, book) : (dayNames([on])[0] ?? on);
}

function grouped(entries: readonly Entry[], by: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = by(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}
