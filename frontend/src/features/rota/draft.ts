// A shift as it is being typed: what is wrong with it, and what is sent. Pure.
import type { Deed, Gap, Rota, Shift } from "../../api/types";
import { localOf, momentOf } from "../../ui/zoned";
import { likelyShift } from "./defaults";
import { seatingOf } from "./seats";

export interface Draft {
  seat: string;
  person: string; // "": nobody chosen
  from: string; // local
  until: string;
}

export type Wrong = Partial<Record<keyof Draft, string>>;
type NewShift = Extract<Deed, { do: "add_shifts" }>["shifts"][number];

export interface Known {
  rota: Pick<Rota, "seats">;
  shifts: readonly Shift[];
  gaps: readonly Gap[];
}

/** When somebody is most likely wanted there: in the gap that begins at `from`; null: as comes next. */
export function likelyTimes(
  key: string,
  from: number | null,
  { rota, shifts, gaps }: Known,
  now: number,
  zone: string,
): Pick<Draft, "from" | "until"> {
  const seat = rota.seats.find((one) => one.key === key);
  if (!seat) return { from: "", until: "" };
  const wanted = gaps.filter(({ starts_at }) => from === null || Date.parse(starts_at) >= from);
  const likely = likelyShift(seatingOf(seat, shifts, wanted, now), now, zone);
  return { from: localOf(likely.from, zone), until: localOf(likely.until, zone) };
}

/** Overlaps are for the service to refuse: it knows who is there. */
export function wrongIn({ person, from, until }: Draft, zone: string, now: number): Wrong {
  const [begins, ends] = [momentOf(from, zone), momentOf(until, zone)];
  const wrong: Wrong = {};
  if (person === "") wrong.person = "Choose who sits there";
  if (begins === null) wrong.from = notATime(from);
  if (ends === null) wrong.until = notATime(until);
  else if (begins !== null && ends <= begins) wrong.until = "It ends before it begins";
  else if (ends <= now) wrong.until = "This shift is over already";
  return wrong;
}

function notATime(local: string): string {
  return local === "" ? "Give a date and a time" : "There is no such time: the clocks go forward that night";
}

/** Null: a time is missing. */
export function written({ seat, person, from, until }: Draft, zone: string): NewShift | null {
  const [begins, ends] = [momentOf(from, zone), momentOf(until, zone)];
  if (begins === null || ends === null) return null;
  return {
    seat,
    person,
    starts_at: new Date(begins).toISOString(),
    ends_at: new Date(ends).toISOString(),
  };
}
