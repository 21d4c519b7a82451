// The seats of a system by where they are, and who sits in each now and next. Pure.
import type { Gap, Rota, Shift, Tree, TreeSeat } from "../../api/types";
import type { Matters } from "../../live/matters";

export interface SeatGroup {
  code: string;
  name: string;
  seats: TreeSeat[];
}

/** The system's own seats first, then each place's with those of its organisations, then all others. */
export function seatGroups(seats: readonly TreeSeat[], tree: Tree): SeatGroup[] {
  const placeOf = new Map<string, string>();
  for (const { code, units } of tree.places) {
    placeOf.set(code, code);
    for (const unit of units) {
      placeOf.set(unit.code, code);
      if (!placeOf.has(unit.provider)) placeOf.set(unit.provider, code);
    }
  }
  const within = new Set(tree.system_wide.flatMap(({ code, provider }) => [code, provider]));
  const groupOf = ({ at }: TreeSeat) =>
    at === tree.code ? tree.code : (placeOf.get(at) ?? (within.has(at) ? "across" : "beyond"));
  return [
    { code: tree.code, name: tree.name },
    ...tree.places,
    { code: "across", name: "Across the system" },
    { code: "beyond", name: "Region and others" },
  ]
    .map(({ code, name }) => ({ code, name, seats: seats.filter((seat) => groupOf(seat) === code) }))
    .filter((group) => group.seats.length > 0);
}

/** The shifts that stand, soonest first: as the rota was answered, or newer where the live picture has them. */
export function shiftsOf({ shifts }: Pick<Rota, "shifts">, live: Matters): Shift[] {
  const known = new Map<string, Shift>();
  for (const matter of [...shifts, ...Object.values(live)]) {
    if (matter.kind !== "shift" || (known.get(matter.id)?.v ?? -1) > matter.v) continue;
    known.set(matter.id, matter);
  }
  return [...known.values()]
    .filter(({ closed_at }) => !closed_at)
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
}

export interface Seating {
  seat: TreeSeat;
  now: Shift | null;
  next: Shift | null;
  shifts: Shift[]; // what is not over
  gaps: Gap[];
}

export function seatingOf(
  seat: TreeSeat,
  shifts: readonly Shift[],
  gaps: readonly Gap[],
  at: number,
): Seating {
  const own = shifts.filter((shift) => shift.seat === seat.key && Date.parse(shift.ends_at) > at);
  const begun = own.filter(({ starts_at }) => Date.parse(starts_at) <= at);
  const later = own.filter(({ starts_at }) => Date.parse(starts_at) > at);
  return {
    seat,
    now: begun.at(-1) ?? null,
    next: later[0] ?? null,
    shifts: own,
    gaps: gaps.filter((gap) => gap.seat === seat.key && Date.parse(gap.ends_at) > at),
  };
}
