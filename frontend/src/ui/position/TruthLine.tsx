// LIVE, or since when not and why. That it is no longer live is said aloud as well.
import type { Truth } from "../../live/truth";
import { Moment } from "../Moment";

export function TruthLine({
  truth,
  watching,
  zone,
}: {
  truth: Truth;
  watching: number | null;
  zone: string;
}) {
  if (truth.kind === "not-live") {
    return (
      <p className="truth truth--cut">
        <strong role="status">
          NOT LIVE since <Moment at={truth.asAt} zone={zone} seconds />
        </strong>{" "}
        <span>{truth.reason}</span>
      </p>
    );
  }
  if (truth.kind === "past") return null; // the page says so above everything else
  const live = truth.kind === "live";
  return (
    <p className={`truth truth--${truth.kind}`}>
      <strong role="status">
        {live ? "LIVE" : "Connecting…"} {live && <Dot />}
      </strong>{" "}
      {watching !== null && <span>{watching === 1 ? "1 watching" : `${watching} watching`}</span>}
    </p>
  );
}

function Dot() {
  return (
    <svg className="truth__dot" viewBox="0 0 10 10" aria-hidden="true">
      <circle cx="5" cy="5" r="5" />
    </svg>
  );
}
