// How old a figure is, or why it is not to be relied on. Fresh figures say nothing.
import type { FigureState, Parameter } from "../../api/types";
import { Moment } from "../Moment";
import { ageInWords } from "../time";
import type { Scene } from "./scene";

const DOUBTS: Partial<Record<FigureState, string>> = {
  few: "few patients",
  queried: "queried",
  unknown: "unknown",
  never_known: "never received",
  known_gap: "known gap",
};

export function Age({ parameter: { state, observed_at }, scene }: { parameter: Parameter; scene: Scene }) {
  if (state === "not_due" && observed_at) {
    return (
      <span className="age">
        {" "}
        as at <Moment at={observed_at} zone={scene.zone} now={scene.now} />
      </span>
    );
  }
  if ((state === "late" || state === "dead") && observed_at) {
    return <span className="age age--late"> {ageInWords(observed_at, scene.now)}</span>;
  }
  const doubt = DOUBTS[state];
  return doubt ? <span className="age age--late"> {doubt}</span> : null;
}
