// How old a figure is, or why it is not to be relied on. Fresh figures say nothing.
import type { Parameter } from "../../api/types";
import { Moment } from "../Moment";
import { ageInWords } from "../time";
import { doubtInAWord } from "./doubt";
import type { Scene } from "./scene";

export function Age({ parameter: { state, observed_at }, scene }: { parameter: Parameter; scene: Scene }) {
  if ((state === "not_due" || state === "closed") && observed_at) {
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
  const doubt = doubtInAWord(state);
  return doubt ? <span className="age age--late"> {doubt}</span> : null;
}
