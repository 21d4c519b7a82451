// A link that shows nothing: not ours, over, or out of reach. Says what to do instead.
import { Notice } from "../../ui/Notice";
import type { LinkState } from "./press";

export function Unopened({ closed, tryAgain }: { closed: LinkState["closed"]; tryAgain: () => void }) {
  if (!closed) {
    return (
      <Notice title="The service cannot be reached">
        <p>
          Nothing was opened and nothing was sent. If you were called, ring the room: do not wait for this
          page.
        </p>
        <TryAgain {...{ tryAgain }} />
      </Notice>
    );
  }
  if (closed.why === "forged") {
    return (
      <Notice title="This link is not one of ours">
        <p>
          It may have been cut short on its way: open it from the message itself. Nothing was sent. If you
          were called, ring the room, or{" "}
          <a className="nhsuk-link" href="/">
            sign in
          </a>
          .
        </p>
        <TryAgain {...{ tryAgain }} />
      </Notice>
    );
  }
  return (
    <Notice title="This link is over">
      <p>{closed.detail || "Its time has passed."}</p>
      <p>
        Nothing was sent. To answer now, ring the room, or{" "}
        <a className="nhsuk-link" href="/">
          sign in
        </a>{" "}
        and open the board.
      </p>
    </Notice>
  );
}

function TryAgain({ tryAgain }: { tryAgain: () => void }) {
  return (
    <button type="button" className="nhsuk-button" onClick={tryAgain}>
      Try again
    </button>
  );
}
