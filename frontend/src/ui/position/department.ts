// The counts of an emergency department by which the room works, as phrases. Pure.
import type { HeldFigure, Parameter, Picture } from "../../api/types";
import { trimmed } from "../figure";
import { isLate } from "./doubt";
import { type Counted, DEPARTMENT } from "./kinds";

export interface CountPhrases {
  words: string[]; // "6 crews waiting, longest 112 min"
  at: string;
  late: boolean;
  older: boolean; // than the department's newest figure
}

/** Counts of one moment together. Only what is held: a count that is not held is not nought, it is not said. */
export function departmentPhrases(picture: Picture): CountPhrases[] {
  const groups = new Map<number, CountPhrases>();
  for (const counted of DEPARTMENT) {
    const figure = picture.held[counted.metric];
    if (!figure?.scores || figure.doubt) continue;
    const part = partOf(picture.held[counted.part.metric], figure);
    const at = Date.parse(figure.latest_at);
    const age = howOld(picture.parameters, figure);
    const group = groups.get(at) ?? { words: [], at: figure.latest_at, ...age };
    groups.set(at, group);
    group.words.push(sayCounted(counted, figure.scores.value, part));
  }
  return [...groups.values()];
}

/** A part counts only if it is of the same moment as its whole. */
function partOf(part: HeldFigure | undefined, whole: HeldFigure): string | null {
  if (!part?.scores || part.doubt || Date.parse(part.latest_at) !== Date.parse(whole.latest_at)) return null;
  return part.scores.value;
}

function sayCounted({ one, many, part }: Counted, value: string, of: string | null): string {
  const count = Number(value);
  const said = `${trimmed(value, 0)} ${count === 1 ? one : many}`;
  return count === 0 || of === null || Number(of) === 0
    ? said
    : `${said}, ${part.lead}${trimmed(of, 0)}${part.tail}`.replace(/ (min|h)$/, "\u00a0$1");
}

/** The rules say nothing of counts: one is late with a parameter of the department that is, and not newer. */
function howOld(
  parameters: readonly Parameter[],
  { latest_at }: HeldFigure,
): Pick<CountPhrases, "late" | "older"> {
  const at = Date.parse(latest_at);
  const peers = parameters.filter(({ metric }) => /^(ed|ambulance)\./.test(metric));
  const newest = Math.max(...peers.map(({ observed_at }) => (observed_at ? Date.parse(observed_at) : 0)));
  const late = peers.some((peer) => isLate(peer) && peer.observed_at && Date.parse(peer.observed_at) >= at);
  return { late, older: at < newest };
}
