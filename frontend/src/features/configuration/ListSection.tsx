// One list of the system's text: what it is for, what is in force or ahead, what is over, and how to change it.
import { useEffect, useRef } from "react";
import { adding } from "./asking";
import { EntryTable, type Shown } from "./EntryTable";
import type { Entry, Standing } from "./entries";
import { PlanTables } from "./PlanTables";

interface Props extends Shown {
  asText: (() => void) | null;
  made: readonly string[]; // what has just been changed in it
  wanted: boolean; // the address asks for it
}

export function ListSection({ asText, made, wanted, ...shown }: Props) {
  const { list, all, book, open } = shown;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!wanted) return;
    heading.current?.closest("section")?.scrollIntoView();
    heading.current?.focus({ preventScroll: true });
  }, [wanted]);
  const id = `part-${list.part}`;
  return (
    <section className="panel listing" aria-labelledby={id}>
      <div className="panel__top">
        <h2 className="panel__title" id={id} tabIndex={-1} ref={heading}>
          {list.title}
        </h2>
        {open && asText && (
          <span className="listing__does">
            {list.fields.length > 0 && (
              <button
                type="button"
                className="plain-button"
                aria-haspopup="dialog"
                onClick={() => open(adding(list, book, all))}
              >
                Add<span className="nhsuk-u-visually-hidden"> {list.one}</span>
              </button>
            )}
            <button type="button" className="plain-button" aria-haspopup="dialog" onClick={asText}>
              Edit as text<span className="nhsuk-u-visually-hidden">: {list.title}</span>
            </button>
          </span>
        )}
      </div>
      <p className="strip__quiet">{list.what}</p>
      <div role="status">
        {made.length > 0 && <p className="listing__made">Changed: {madeWords(made)}.</p>}
      </div>
      {all.length === 0 ? (
        <p>{list.none}</p>
      ) : list.part === "plans" ? (
        <PlanTables {...{ all, book }} />
      ) : (
        <Tables {...shown} />
      )}
    </section>
  );
}

const MADE_SHOWN = 3;

function madeWords(made: readonly string[]): string {
  const more = made.length - MADE_SHOWN;
  return `${made.slice(0, MADE_SHOWN).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

function Tables(shown: Shown) {
  const { list, all, book } = shown;
  const of = (standing: Standing): Entry[] =>
    all.filter((entry) => list.standing(entry, all, book) === standing);
  const [held, over] = [[...of("now"), ...of("ahead")], of("over")];
  return (
    <>
      {held.length > 0 ? (
        <EntryTable {...shown} entries={held} name={`${list.title}, in force or ahead`} />
      ) : (
        <p>{list.none}</p>
      )}
      {over.length > 0 && (
        <details className="more">
          <summary>
            {over.length} over<span className="nhsuk-u-visually-hidden">: {list.title}</span>
          </summary>
          <EntryTable {...shown} entries={over} name={`${list.title}, over`} />
        </details>
      )}
    </>
  );
}
