// Entries of a list as a table: what each says, what must be seen to, and what can be done with it.
import { TableRegion } from "../../ui/TableRegion";
import { type Asking, doing, labelOf } from "./asking";
import type { Book } from "./book";
import type { Entry, List } from "./entries";

export interface Shown {
  list: List;
  all: readonly Entry[];
  book: Book;
  open: ((asking: Asking) => void) | null; // null: the reader may not change anything
}

export function EntryTable({
  list,
  all,
  book,
  open,
  entries,
  name,
}: Shown & { entries: readonly Entry[]; name: string }) {
  const [first, ...rest] = list.columns;
  return (
    <TableRegion name={name} kind="plain">
      <thead>
        <tr>
          <th scope="col">{first?.title}</th>
          {rest.map(({ title }) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
          {open && (
            <th scope="col">
              <span className="nhsuk-u-visually-hidden">What can be done</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={all.indexOf(entry)}>
            <th scope="row">
              {first?.says(entry, book)} <Marks {...{ list, all, book, entry }} />
            </th>
            {rest.map(({ title, says, unbroken }) => (
              <td key={title} data-title={title} className={unbroken && "listing__unbroken"}>
                {says(entry, book)}
              </td>
            ))}
            {open && (
              <td className="listing__does">
                <Ways {...{ list, all, book, open, entry }} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </TableRegion>
  );
}

type OneProps = Omit<Shown, "open"> & { entry: Entry };

function Marks({ list, all, book, entry }: OneProps) {
  const mark = list.mark(entry, book);
  const ahead = list.standing(entry, all, book) === "ahead";
  return (
    <>
      {ahead && <span className="tag">ahead</span>}
      {mark && <span className="tag tag--review">{mark}</span>}
    </>
  );
}

function Ways({ list, all, book, open, entry }: OneProps & { open: (asking: Asking) => void }) {
  return list.ways(entry, all, book).map((way) => (
    <button
      key={way.way}
      type="button"
      className="plain-button"
      aria-haspopup="dialog"
      onClick={() => open(doing(way, list, entry, all, book))}
    >
      {labelOf(way)}
      <span className="nhsuk-u-visually-hidden">: {list.called(entry, book)}</span>
    </button>
  ));
}
