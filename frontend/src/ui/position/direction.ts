// Whether a level has lately risen. Pure.
import type { Picture } from "../../api/types";

const LATELY_MS = 2 * 3_600_000;

/** Its latest move was a rise, within two hours: a fall since then would be the latest move. */
export function isRising({ assessed, stated, level, previous, since }: Picture, now: number): boolean {
  if (!assessed || !stated || level === null || previous === null || since === null) return false;
  return level > previous && now - Date.parse(since) <= LATELY_MS;
}
