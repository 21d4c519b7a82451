// What a new shift of a seat is likely to be: its first gap, else what follows the last shift. Pure.
import { nextAt } from "../../ui/zoned";
import type { Stretch } from "./bars";
import type { Seating } from "./seats";

const HOUR_MS = 3_600_000;
const TWELVE_HOURS = 12;

/** A gap of many days is filled one shift at a time; what would overlap the next shift ends where that begins. */
export function likelyShift({ seat, shifts, gaps }: Seating, now: number, zone: string): Stretch {
  const first = gaps[0];
  const free = Math.max(nextHour(now), ...shifts.map(({ ends_at }) => Date.parse(ends_at)));
  const from = first ? Math.max(Date.parse(first.starts_at), now) : free;
  const hours = seat.hours ?? null;
  const begins = first || !hours ? from : nextAt(hours[0], from, zone);
  const ends = hours ? nextAt(hours[1], begins + 1, zone) : begins + TWELVE_HOURS * HOUR_MS;
  const following = shifts.map(({ starts_at }) => Date.parse(starts_at)).filter((start) => start > begins);
  return { from: begins, until: Math.min(ends, ...following) };
}

function nextHour(moment: number): number {
  return Math.ceil(moment / HOUR_MS) * HOUR_MS;
}
