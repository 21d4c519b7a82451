// Who changed what, when and why: the newest first.
import { useState } from "react";
import type { Configuration } from "../../api/types";
import { Moment } from "../../ui/Moment";
import type { Book } from "./book";
import { plainly } from "./plain";

const SEEN_AT_ONCE = 10;
const CHANGES_SEEN = 6;
const MOST_KEPT = 100; // the service answers no more

export function History({ history, book }: { history: Configuration["history"]; book: Book }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? history : history.slice(0, SEEN_AT_ONCE);
  return (
    <section className="panel listing" aria-labelledby="history">
      <h2 className="panel__title" id="history">
        Who changed what
      </h2>
      <ul className="changes">
        {shown.map((change) => (
          <li key={change.seq}>
            <Moment at={change.at} zone={book.zone} now={book.now} />{" "}
            <strong>{change.by ?? "an operator"}</strong>
            {change.reason && <>: {change.reason}</>}
            <ul className="panel__list">
              {change.changes.slice(0, CHANGES_SEEN).map((one) => (
                <li key={one}>{plainly(one, book)}</li>
              ))}
            </ul>
            {change.changes.length > CHANGES_SEEN && (
              <Rest changes={change.changes.slice(CHANGES_SEEN)} book={book} />
            )}
          </li>
        ))}
      </ul>
      {shown.length < history.length && (
        <button type="button" className="plain-button" onClick={() => setWhole(true)}>
          {history.length < MOST_KEPT ? `Show all ${history.length}` : `Show the newest ${history.length}`}
        </button>
      )}
    </section>
  );
}

function Rest({ changes, book }: { changes: readonly string[]; book: Book }) {
  return (
    <details className="more">
      <summary>{changes.length} more</summary>
      <ul className="panel__list">
        {changes.map((one) => (
          <li key={one}>{plainly(one, book)}</li>
        ))}
      </ul>
    </details>
  );
}
