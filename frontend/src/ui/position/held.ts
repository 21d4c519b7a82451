// How far a figure that is held can be relied on, and of when it is. Pure.
import type { FigureState, HeldFigure } from "../../api/types";

/** Another was expected and has not come. Without a state nobody expects it at any time. */
export function isOverdue({ state }: { state?: FigureState | null }): boolean {
  return state === "late" || state === "dead";
}

/** The time of the figure that is shown: of the earlier one while the newest is doubted; of what was sent, where none counts. */
export function shownAt({ scores, scores_at, latest_at }: HeldFigure): string {
  return scores && scores_at ? scores_at : latest_at;
}
