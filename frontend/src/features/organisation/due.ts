// What is expected of an organisation, with what is due alike told together. Pure.
import type { DueFigure } from "../../api/types";
import { stateInWords } from "../../ui/position/doubt";

export interface DueGroup {
  figures: DueFigure[];
  first: DueFigure; // the rest are like it in all but the metric
}

/** In the order given, which is soonest due first; the scored apart from the others. */
export function dueGroups(due: readonly DueFigure[]): DueGroup[] {
  const groups = new Map<string, DueGroup>();
  for (const figure of due) {
    const { schedule, state, observed_at, due_at, late_at, parameter } = figure;
    const alike = JSON.stringify([schedule, state, observed_at, due_at, late_at, parameter === null]);
    const group = groups.get(alike);
    if (group) group.figures.push(figure);
    else groups.set(alike, { figures: [figure], first: figure });
  }
  return [...groups.values()];
}

/** Its time has come, and its grace is not over. */
export function isWaitedFor({ state, due_at }: DueFigure, now: number): boolean {
  return state !== "late" && state !== "dead" && due_at !== null && Date.parse(due_at) < now;
}

export function currentInWords(figure: DueFigure, now: number): string {
  const { state } = figure;
  if (state === null) return "not received yet";
  if (state !== "fresh" && state !== "not_due") return stateInWords(state);
  return isWaitedFor(figure, now) ? "waited for" : "up to date";
}
