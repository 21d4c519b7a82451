// The figures held of an organisation that no rules assess, as few phrases as say them. Pure.
import type { FigureState, HeldFigure, Metric, Picture } from "../../api/types";
import { withUnit } from "../figure";

export interface HeldGroup {
  figures: string[]; // "Community beds 91 %"
  more: number; // held like these, but not named
  at: string;
  state: FigureState | null; // null: nobody expects them at any time
  due: string | null; // when the next are, or were, due
}

/** Figures that are as old and as sure as one another stand together, the late first; `most` are named. */
export function heldGroups(
  held: Picture["held"],
  metrics: Record<string, Metric>,
  most: number,
): HeldGroup[] {
  const groups = new Map<string, HeldGroup>();
  const entries = Object.entries(held).sort(([, a], [, b]) => Number(isOverdue(b)) - Number(isOverdue(a)));
  let named = 0;
  for (const [id, figure] of entries) {
    const state = figure.state ?? null;
    const due = figure.due_at ?? null;
    const key = `${Date.parse(figure.latest_at)} ${state} ${due}`;
    const group = groups.get(key) ?? { figures: [], more: 0, at: figure.latest_at, state, due };
    groups.set(key, group);
    if (named < most) group.figures.push(sayHeld(id, figure, metrics[id]));
    else group.more += 1;
    named += 1;
  }
  return [...groups.values()];
}

export function isOverdue({ state }: { state?: FigureState | null }): boolean {
  return state === "late" || state === "dead";
}

function sayHeld(id: string, { scores }: HeldFigure, metric: Metric | undefined): string {
  return `${metric?.short ?? id} ${scores ? withUnit(scores.value, metric) : "unknown"}`;
}
