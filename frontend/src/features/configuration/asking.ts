// What a form is opened for: adding, changing, ending, removing or following an entry. Pure.
import { type Book, capital } from "./book";
import { asked, type Draft, type Entry, type Field, type List, type Way } from "./entries";

/** `seen`: the entry whose place it takes; null: it is added. `entryOf` null: it is removed. */
export interface Asking {
  list: List;
  title: string;
  fields: readonly Field[];
  draft: Draft;
  seen: Entry | null;
  entryOf: (draft: Draft) => Entry | null;
  says: (draft: Draft) => string | null; // what will be so; null: something is still to be filled in
}

export function adding(list: List, book: Book, all: readonly Entry[], draft = list.fresh(book)): Asking {
  return {
    list,
    title: `Add ${list.one}`,
    fields: list.fields,
    draft,
    seen: null,
    entryOf: (typed) => list.entryOf(typed, null),
    says: whole(list.fields, (typed) => list.comesTo(list.entryOf(typed, null), book, all)),
  };
}

export function labelOf(way: Way): string {
  switch (way.way) {
    case "change":
      return "Change";
    case "remove":
      return "Remove";
    case "end":
      return "End";
    case "replace":
      return way.label;
  }
}

export function doing(way: Way, list: List, entry: Entry, all: readonly Entry[], book: Book): Asking {
  const about = capital(list.called(entry, book));
  const of = { list, seen: entry };
  switch (way.way) {
    case "change": {
      const { fields } = list;
      const entryOf = (draft: Draft) => list.entryOf(draft, entry);
      const says = whole(fields, (draft) => list.comesTo(entryOf(draft), book, all));
      return { ...of, title: `Change: ${about}`, fields, draft: list.draftOf(entry, book), entryOf, says };
    }
    case "remove":
      return {
        ...of,
        title: `Remove: ${about}`,
        fields: [],
        draft: {},
        entryOf: () => null,
        says: () => way.says,
      };
    case "end": {
      const { fields, draft, entryOf } = way;
      return { ...of, title: `End: ${about}`, fields, draft, entryOf, says: whole(fields, way.says) };
    }
    case "replace":
      return { ...adding(list, book, all, way.draft), title: `Replace from a date: ${about}` };
  }
}

function whole(fields: readonly Field[], says: (draft: Draft) => string): Asking["says"] {
  return (draft) =>
    asked(fields, draft).every(({ key, optional }) => optional || draft[key]?.trim()) ? says(draft) : null;
}
