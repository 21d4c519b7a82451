// Local days: which one a moment is in, the one before and after, and how they are said. Pure.
import { toMilliseconds } from "../../ui/time";

const DAY_MS = 86_400_000;

/** "2026-01-12": the local date of a moment in a zone. */
export function dayOf(moment: number | string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(toMilliseconds(moment));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Dates are counted on the calendar, whose days all have 24 hours: a night that clocks change in is one step. */
export function daysFrom(date: string, steps: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + steps * DAY_MS).toISOString().slice(0, 10);
}

export function isDay(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}

/** "Sun 11 Jan 2026". */
export function dayInWords(date: string): string {
  const said = {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  } as const;
  return new Intl.DateTimeFormat("en-GB", said).format(Date.parse(`${date}T00:00:00Z`)).replace(",", "");
}

/** Only as far as today: what is to come has no figures. */
export function isOffered(date: string, today: string): boolean {
  return isDay(date) && date <= today;
}
