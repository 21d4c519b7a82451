// Which 24 hours the scrubber spans, and where the level changed in them. Pure; fetches nothing.
import type { LevelSpan, Levels } from "../../api/types";

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export interface Scale {
  from: number;
  to: number;
}

export interface Change {
  at: number; // the first whole minute at which the board shows it
  level: number | null;
}

/** The one before, where the moment lies in it: nothing moves under a hand. Else the last 24 hours, or 24 around it. */
export function scaleFor(at: number, now: number, before: Scale | null): Scale {
  const end = wholeMinute(now);
  if (before && before.from <= at && at <= before.to) return before;
  if (at >= end - DAY_MS) return { from: end - DAY_MS, to: end };
  const to = Math.min(wholeMinute(at + DAY_MS / 2), end);
  return { from: to - DAY_MS, to };
}

export function wholeMinute(moment: number): number {
  return Math.floor(moment / MINUTE_MS) * MINUTE_MS;
}

/** Every change of a unit's level within the scale, the oldest first. */
export function changesIn(levels: Levels | null, unit: string, scale: Scale): Change[] {
  return spansOf(levels, unit)
    .map(({ from, level }) => ({ at: Math.ceil(Date.parse(from) / MINUTE_MS) * MINUTE_MS, level }))
    .slice(1)
    .filter(({ at }) => at >= scale.from && at <= scale.to);
}

export interface Stretch {
  left: number; // hundredths of the scale
  width: number;
  level: number | null;
}

/** A unit's levels as parts of the scale. */
export function stretchesOn(levels: Levels | null, unit: string, scale: Scale): Stretch[] {
  const long = scale.to - scale.from;
  return spansOf(levels, unit).flatMap(({ from, to, level }) => {
    const [start, end] = [Math.max(Date.parse(from), scale.from), Math.min(Date.parse(to), scale.to)];
    if (end <= start) return [];
    return [{ left: (100 * (start - scale.from)) / long, width: (100 * (end - start)) / long, level }];
  });
}

function spansOf(levels: Levels | null, unit: string): readonly LevelSpan[] {
  return levels?.units[unit] ?? [];
}

export function changeBefore(changes: readonly Change[], at: number): Change | null {
  return changes.filter((change) => change.at < at).at(-1) ?? null;
}

export function changeAfter(changes: readonly Change[], at: number): Change | null {
  return changes.find((change) => change.at > at) ?? null;
}
