// How far a figure can be relied on, with when the next is or was due where that is known.
import type { FigureState } from "../../api/types";
import { Moment } from "../Moment";
import { stateInWords } from "./doubt";
import type { Scene } from "./scene";

interface Props {
  state: FigureState;
  due: string | null;
  scene: Scene;
}

export function StateWords({ state, due, scene: { zone, now } }: Props) {
  const lead = due && LEADS[state];
  if (!lead) return stateInWords(state);
  return (
    <>
      {lead} <Moment at={due} zone={zone} now={now} />
    </>
  );
}

const LEADS: Partial<Record<FigureState, string>> = {
  not_due: "next due",
  closed: "closed, next due",
  late: "late, was due",
  dead: "too old to rely on, was due",
};
