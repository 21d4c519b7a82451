// Something of the page could not be had: what, why, and a button to try again. The rest of the page stays.
import type { Refusal } from "../api/client";

const REASONS: Record<Refusal, string> = {
  "signed-out": "your session has ended: sign in again",
  forbidden: "your account may not see it",
  unknown: "the service does not know it",
  unreachable: "the service cannot be reached; the page tries again every few seconds",
  refused: "the service will not answer that",
};

interface Props {
  what: string;
  failed: Refusal;
  tryAgain: () => void;
}

export function Failed({ what, failed, tryAgain }: Props) {
  return (
    <p className="alert" role="alert">
      {what} could not be fetched: {REASONS[failed]}.{" "}
      <button type="button" className="plain-button" onClick={tryAgain}>
        Try again
      </button>
    </p>
  );
}
