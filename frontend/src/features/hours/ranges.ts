// Which days are meant by "this winter" and its like, counted on the calendar. Pure.
import type { Hours } from "../../api/types";

export const OVERS = ["days", "weeks", "winter", "last-winter"] as const;
export type Over = (typeof OVERS)[number];

export interface Range {
  from: string; // local dates, both in it
  to: string;
  by: Hours["by"];
}

export const WORDS: Record<Over, string> = {
  days: "Last 14 days",
  weeks: "Last 12 weeks",
  winter: "This winter",
  "last-winter": "Last winter",
};

const DAY_MS = 86_400_000;

export function overOf(asked: string | null): Over {
  return OVERS.find((over) => over === asked) ?? "days";
}

/** A winter is from 1 November to 31 March; in summer "this winter" is the one that has been. */
export function rangeOf(over: Over, today: string): Range {
  switch (over) {
    case "days":
      return { from: daysFrom(today, -13), to: today, by: "day" };
    case "weeks":
      return { from: daysFrom(mondayOf(today), -11 * 7), to: today, by: "week" };
    case "winter":
      return winter(winterOf(today));
    case "last-winter":
      return winter(winterOf(today) - 1);
  }
}

function winterOf(today: string): number {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return month >= 11 ? year : year - 1;
}

function winter(begins: number): Range {
  return { from: `${begins}-11-01`, to: `${begins + 1}-03-31`, by: "week" };
}

function mondayOf(date: string): string {
  return daysFrom(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
}

function daysFrom(date: string, steps: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + steps * DAY_MS).toISOString().slice(0, 10);
}

/** "Mon 12 Jan"; with the year where asked. */
export function dayWords(date: string, year = false): string {
  const day = { timeZone: "UTC", day: "numeric", month: "short" } as const;
  const said = year ? ({ ...day, year: "numeric" } as const) : day;
  return new Intl.DateTimeFormat("en-GB", said).format(Date.parse(`${date}T00:00:00Z`));
}
