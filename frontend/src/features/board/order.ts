// In which order organisations stand, and that none moves under a pointer. Pure.
import { ACROSS, allSeats, type Column, isPlain, type Seat, worstFirst } from "./roster";
import { isShown, type Shown } from "./shown";

export type Order = "place" | "pressure";

export interface Arrangement {
  asked: string; // what the reader chose: a change of that is carried out at once
  codes: readonly string[]; // who is shown, in order
}

export function orderFrom(kept: string | null): Order {
  return kept === "pressure" ? "pressure" : "place";
}

export function arrangementOf(
  columns: readonly Column[],
  order: Order,
  shown: Shown,
  moved: ReadonlySet<string>,
): Arrangement {
  const seats = allSeats(columns).filter((seat) => isShown(seat, shown, moved));
  const ordered = order === "pressure" ? worstFirst(seats) : seats;
  return {
    asked: `${order} ${[...shown].join(",")}`,
    codes: ordered.map(({ unit }) => unit.code),
  };
}

export interface Kept {
  arrangement: Arrangement;
  waits: boolean; // something would have moved, or gone, had the reader not been there
}

/** While held, nobody moves or goes; who is new stands at the end, since not showing them would be worse. */
export function keptStill(before: Arrangement | null, next: Arrangement, held: boolean): Kept {
  if (!held || !before || before.asked !== next.asked) return { arrangement: next, waits: false };
  const newcomers = next.codes.filter((code) => !before.codes.includes(code));
  const codes = [...before.codes, ...newcomers];
  const same = codes.length === next.codes.length && codes.every((code, i) => code === next.codes[i]);
  return { arrangement: same ? next : { ...before, codes }, waits: !same };
}

export function seatsIn(columns: readonly Column[], codes: readonly string[]): Seat[] {
  return seatsShown(allSeats(columns), codes);
}

/** Those of `seats` that are among `codes`, in the order of `codes`. */
export function seatsShown(seats: readonly Seat[], codes: readonly string[]): Seat[] {
  const at = new Map(codes.map((code, i) => [code, i]));
  return seats
    .filter(({ unit }) => at.has(unit.code))
    .sort((a, b) => (at.get(a.unit.code) ?? 0) - (at.get(b.unit.code) ?? 0));
}

/** What belongs to no place and has no level needs no column of its own. */
export function isAside({ code, seats }: Column): boolean {
  return code === ACROSS && seats.every(isPlain);
}
