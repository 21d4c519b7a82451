// What the rota says in words: gaps, hours, and whether somebody can be reached. Pure.
import type { Gap, Rota, RotaPerson, Shift, TreeSeat } from "../../api/types";
import { type Matters, watchOf } from "../../live/matters";
import { when } from "../../ui/time";

/** "Director on call: nobody Sat 17 Jan 20:00 to Sun 18 Jan 08:00". */
export function gapInWords({ title, starts_at, ends_at }: Gap, now: number, zone: string): string {
  return `${title}: nobody ${stretchInWords(starts_at, ends_at, now, zone)}`;
}

/** "20:00 to Sun 18 Jan 08:00": the day is named where it is another than today's. */
export function stretchInWords(from: string, until: string, now: number, zone: string): string {
  return `${when(from, now, zone)} to ${when(until, now, zone)}`;
}

export function gapsCounted(count: number): string {
  if (count === 0) return "No gap in the next fortnight";
  return count === 1 ? "1 gap in the next fortnight" : `${count} gaps in the next fortnight`;
}

export function hoursInWords({ hours, must }: TreeSeat): string {
  const said = hours ? `${hours[0]} to ${hours[1]}` : "round the clock";
  return must ? `to be filled ${said}` : "may be empty";
}

export type Trouble = "not verified" | "cannot be paged" | "cannot be reached" | "not on this rota";

/** Null: a way to reach them is proven. People are paged by it: without one they would not be. */
export function reachTrouble({ reach, phone }: RotaPerson): Trouble | null {
  if (reach.some(({ verified_at }) => verified_at !== null)) return null;
  if (reach.length > 0) return "not verified";
  return phone ? "cannot be paged" : "cannot be reached";
}

const MEANS: Record<Trouble, string> = {
  "not verified": "nobody has proven yet that a page comes through",
  "cannot be paged": "there is only a number to ring",
  "cannot be reached": "there is no number and no address",
  "not on this rota": "the service knows no way to reach them",
};

/** "not verified: nobody has proven yet that a page comes through". */
export function troubleInWords(trouble: Trouble): string {
  return `${trouble}: ${MEANS[trouble]}`;
}

/** What taking over does, before it is done. */
export function takeOverInWords(seat: TreeSeat, now: Shift | null, own: string): string {
  if (!now) return `${seat.title} is empty. You hold it from now, and the board is told.`;
  if (now.person.id === own) return `You hold ${seat.title} already.`;
  return `${now.person.name}’s shift ends now. ${now.person.name}, and the board, are told.`;
}

export function removeInWords({ person, starts_at, ends_at }: Shift, now: number, zone: string): string {
  if (Date.parse(starts_at) > now) {
    return `${person.name}’s shift of ${stretchInWords(starts_at, ends_at, now, zone)} comes off the rota.`;
  }
  return `${person.name}’s shift ends now, and the seat is empty unless somebody else is on the rota.`;
}

/** Whether the system is held from this seat now. */
export function holdsSystem({ key }: TreeSeat, matters: Matters): boolean {
  return watchOf(matters)?.seat === key;
}

export interface Unreached {
  shift: Shift; // their first
  trouble: Trouble;
}

/** Who is on the rota and could not be paged, each once, by their first shift. */
export function unreachedOn(rota: Pick<Rota, "people">, shifts: readonly Shift[]): Unreached[] {
  const found = new Map<string, Unreached>();
  for (const shift of shifts) {
    const known = rota.people.find(({ id }) => id === shift.person.id);
    const trouble = known ? reachTrouble(known) : ("not on this rota" as const);
    if (trouble && !found.has(shift.person.id)) found.set(shift.person.id, { shift, trouble });
  }
  return [...found.values()];
}
