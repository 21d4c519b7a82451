// A seat's fortnight as bars along one line: who sits there when, and where nobody does. Pure; draws nothing.
import type { Gap, Shift } from "../../api/types";
import { daysLater, localOf, momentOf } from "../../ui/zoned";

export interface Stretch {
  from: number; // milliseconds
  until: number;
}

export interface Bar extends Stretch {
  key: string;
  kind: "shift" | "gap";
  name: string; // who; "nobody" of a gap
  left: number; // per cent of the line
  width: number;
}

/** In the order of time, cut to what the line shows. */
export function barsOf(shifts: readonly Shift[], gaps: readonly Gap[], line: Stretch): Bar[] {
  const held = shifts.map((shift) => ({
    key: shift.id,
    kind: "shift" as const,
    name: shift.person.name,
    at: shift,
  }));
  const empty = gaps.map((gap) => ({
    key: `gap ${gap.starts_at}`,
    kind: "gap" as const,
    name: "nobody",
    at: gap,
  }));
  return [...held, ...empty]
    .flatMap(({ at, ...bar }) => {
      const from = Math.max(line.from, Date.parse(at.starts_at));
      const until = Math.min(line.until, Date.parse(at.ends_at));
      return from < until ? [{ ...bar, from, until, ...placedOn(line, { from, until }) }] : [];
    })
    .sort((a, b) => a.from - b.from);
}

export interface Day {
  date: string; // "2026-01-12"
  name: string; // "Mon 12"
  left: number;
  width: number;
}

/** The local days of the line; one that clocks change in is an hour shorter or longer. */
export function daysOf(line: Stretch, zone: string): Day[] {
  const days: Day[] = [];
  let midnight = `${localOf(line.from, zone).slice(0, 10)}T00:00`;
  let from = line.from;
  while (from < line.until) {
    const next = daysLater(midnight, 1);
    const until = Math.min(line.until, momentOf(next, zone) ?? line.until);
    const date = midnight.slice(0, 10);
    days.push({ date, name: dayName(date), ...placedOn(line, { from, until }) });
    midnight = next;
    from = until;
  }
  return days;
}

/** Per cent of the line that a name needs. */
const ROOM_FOR_A_NAME = 8;

/** What fits into a bar: the name, else its initials; the list says the whole. */
export function labelOf({ name, width }: Pick<Bar, "name" | "width">): string {
  if (width >= ROOM_FOR_A_NAME) return name;
  return name
    .split(/[\s-]+/)
    .map((word) => word.charAt(0))
    .join("");
}

function dayName(date: string): string {
  const said = { timeZone: "UTC", weekday: "short", day: "numeric" } as const;
  return new Intl.DateTimeFormat("en-GB", said).format(Date.parse(`${date}T00:00:00Z`)).replace(",", "");
}

function placedOn(line: Stretch, { from, until }: Stretch): { left: number; width: number } {
  const whole = line.until - line.from;
  const share = (ms: number) => Math.round((ms / whole) * 100_000) / 1_000;
  return { left: share(from - line.from), width: share(until - from) };
}
