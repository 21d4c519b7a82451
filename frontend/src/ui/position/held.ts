// How far a figure that no rules assess can be relied on. Pure.
import type { FigureState } from "../../api/types";

/** Another was expected and has not come. Without a state nobody expects it at any time. */
export function isOverdue({ state }: { state?: FigureState | null }): boolean {
  return state === "late" || state === "dead";
}
