// Telling partners: the sentence that is ready, and whom it goes to unless the teller says otherwise. Pure.
import type { Picture, TreeSeat, Unit } from "../../api/types";
import { currentShift, type Matters } from "../../live/matters";
import { when } from "../time";
import type { Clock } from "./alertWords";
import type { Reader } from "./room";

export const MOST_SEATS = 40;
export const LONGEST_TEXT = 300;

/** "Milton Keynes University Hospital is at OPEL 4 since 14:30 (majors 126 %)." */
export function readySentence(
  unit: Unit,
  picture: Picture | null,
  acting: number | null,
  why: string,
  { zone, now }: Clock,
): string {
  const calculated = picture?.assessed && picture.stated ? picture.level : null;
  if (acting === null) return `${unit.name} has no level: not enough figures${why && ` (${why})`}.`;
  const how = acting === calculated ? `is at OPEL ${acting}` : `has declared OPEL ${acting}`;
  const since = acting === calculated && picture?.since ? ` since ${when(picture.since, now, zone)}` : "";
  return `${unit.name} ${how}${since}${why && ` (${why})`}.`.slice(0, LONGEST_TEXT);
}

export interface SeatChoice {
  seat: TreeSeat;
  holder: string | null; // who sits there now; null: nobody
}

export interface SeatGroup {
  where: string;
  choices: SeatChoice[];
}

/** All seats but the organisation's own and the reader's, by where they are, in the system's order. */
export function partnersOf(
  { code, provider }: Unit,
  seats: readonly TreeSeat[],
  matters: Matters,
  reader: Reader | null,
  now: number,
): SeatGroup[] {
  const groups = new Map<string, SeatChoice[]>();
  for (const seat of seats) {
    if (seat.at === code || seat.at === provider) continue;
    const holder = currentShift(matters, seat.key, now)?.person ?? null;
    if (holder && holder.id === reader?.id) continue;
    const own = groups.get(seat.where) ?? [];
    groups.set(seat.where, [...own, { seat, holder: holder?.name ?? null }]);
  }
  return [...groups].map(([where, choices]) => ({ where, choices }));
}

/** Everybody who is there, as far as one telling goes; where nobody is at all, every seat. */
export function chosenAtFirst(groups: readonly SeatGroup[]): string[] {
  const all = groups.flatMap(({ choices }) => choices);
  const filled = all.filter(({ holder }) => holder !== null);
  return (filled.length > 0 ? filled : all).slice(0, MOST_SEATS).map(({ seat }) => seat.key);
}
