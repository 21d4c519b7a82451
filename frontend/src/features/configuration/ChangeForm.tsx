// A change in two steps: what it is and why, then what it comes to in words, and only then is it made.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Entry as FormEntry } from "../../ui/Entry";
import { Problem } from "../../ui/people/Problem";
import type { Book } from "./book";
import { plainly } from "./plain";
import type { Changing, Wanted } from "./useChange";

interface Props {
  changing: Changing;
  book: Book;
  sha: string; // of the text in force
  why: string;
  onWhy: (why: string) => void;
  whyProblem: string | null;
  says: string | null; // what will be so, in the page's own words
  problems: readonly string[]; // beside what stands at its field
  wanted: () => Wanted | null; // null: something is still to be put right
  onMade: (changes: readonly string[]) => void;
  children: ReactNode; // the fields
}

export function ChangeForm(props: Props) {
  const { changing, wanted, onMade } = props;
  const { told, busy } = changing;
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  async function go(): Promise<void> {
    const body = wanted();
    if (body === null) setRefusals((before) => before + 1);
    else if (told === null) {
      if (!(await changing.tell(body))) setRefusals((before) => before + 1);
    } else if (await changing.make(body)) onMade(told);
  }
  return (
    <form
      ref={form}
      className="deed-form change-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void go();
      }}
    >
      {told === null ? <Typing {...props} /> : <Told {...props} told={told} />}
    </form>
  );
}

function Typing({ changing, sha, why, onWhy, whyProblem, says, problems, children }: Props) {
  const { busy, movedFrom } = changing;
  const fetching = movedFrom === sha;
  return (
    <>
      <Problem problem={problems.length > 0 ? problems.join(" ") : null} />
      {children}
      <FormEntry label="Why?" hint="Kept with your name in the record of changes" problem={whyProblem}>
        {(given) => (
          <textarea
            {...given}
            rows={2}
            maxLength={300}
            value={why}
            onChange={({ target }) => onWhy(target.value)}
          />
        )}
      </FormEntry>
      {says && <p className="comes-to">{says}</p>}
      <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={busy || fetching}>
        {fetching
          ? "Fetching what is in force…"
          : busy
            ? "Checking…"
            : movedFrom
              ? "Try again"
              : "See what it comes to"}
      </button>
    </>
  );
}

function Told({ changing, book, says, why, problems, told }: Props & { told: readonly string[] }) {
  const { busy, back } = changing;
  return (
    <>
      <Problem problem={problems.length > 0 ? problems.join(" ") : null} />
      <div role="status">
        {told.length === 0 ? (
          <p>The configuration says this already: there is nothing to change.</p>
        ) : (
          <>
            {says && <p className="comes-to">{says}</p>}
            <p>In the record of changes this will be:</p>
            <ul className="panel__list">
              {told.slice(0, SHOWN).map((change) => (
                <li key={change}>{plainly(change, book)}</li>
              ))}
              {told.length > SHOWN && <li>and {told.length - SHOWN} more</li>}
            </ul>
            <p>Why: {why.trim()}</p>
          </>
        )}
      </div>
      <div className="deeds__row">
        {told.length > 0 && (
          <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={busy}>
            {busy ? "Sending…" : "Make this change"}
          </button>
        )}
        <button type="button" className="plain-button" onClick={back}>
          Back to the form
        </button>
      </div>
    </>
  );
}

const SHOWN = 8;
