// Around what a link shows: for whom, of which system, until when, and what became of the last press.
import type { ReactNode } from "react";
import type { Opened } from "../../api/types";
import { Moment } from "../../ui/Moment";
import { ModeWord } from "../../ui/Stripes";
import { modeOf, pressedInWords } from "./press";
import type { Pressing } from "./useLink";
import { useServiceNow } from "./useServiceNow";

interface Props {
  link: Pressing;
  opened: Opened;
  children: ReactNode;
}

export function Frame({ link, opened, children }: Props) {
  const now = useServiceNow(opened, link.at);
  return (
    <div className="board link">
      <header className="link__top">
        <p className="dotted">
          <span>{opened.name}</span>
          <span>for {opened.person.name}</span>
          <span>
            as at <Moment at={now} zone={opened.timezone} />
          </span>
        </p>
        <ModeWord mode={modeOf(opened)} />
      </header>
      <main className="link__main" id="main">
        <fieldset className="link__presses" disabled={link.closed !== null}>
          {children}
        </fieldset>
        <Came link={link} worded={opened.matter.kind === "handover"} />
      </main>
      <footer className="link__foot">
        Reference {opened.system}-{opened.matter.id.split("-").pop()}. This link is yours alone, until{" "}
        <Moment at={opened.expires_at} zone={opened.timezone} now={now} />: do not pass it on.
      </footer>
    </div>
  );
}

/** `worded`: the page itself says why a press was not taken. */
function Came({ link, worded }: { link: Pressing; worded: boolean }) {
  const { kept, problem, closed, lost, sending, press } = link;
  return (
    <div role="alert" className="link__came">
      {kept && (
        <div className="alert">
          <p>
            <strong>Not sent.</strong> This phone could not reach the service, so “{pressedInWords(kept)}” may
            be known to nobody. It is kept here.
          </p>
          <button type="button" className="big-button" onClick={() => void press(kept)}>
            Send it again: {pressedInWords(kept)}
          </button>
          <p>No signal? Ring the room.</p>
        </div>
      )}
      {problem && !worded && <p className="alert">{problem}</p>}
      {closed && (
        <p className="alert">
          This link no longer works. {closed.detail} Ring the room, or{" "}
          <a className="nhsuk-link" href="/">
            sign in
          </a>
          .
        </p>
      )}
      {lost && !kept && !closed && !sending && (
        <p className="link__quiet">
          The service cannot be reached: this is how it was. The page tries again by itself.
        </p>
      )}
    </div>
  );
}
