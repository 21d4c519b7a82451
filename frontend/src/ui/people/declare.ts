// Declaring a level: until when, what may be chosen, what stands and who must agree. Pure.
import type { Declaration, Person } from "../../api/types";
import { when } from "../time";
import { localOf, momentOf, nextAt } from "../zoned";
import type { Clock } from "./alertWords";

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24;
/** Below the calculated level it lasts no longer: the service refuses what does. */
export const LONGEST_BELOW_HOURS = 4;
export const PRESET_HOURS = [1, 4, 12, 24] as const;
/** What is chosen until somebody chooses: as long as any level may be declared. */
export const USUAL_HOURS = 4;

/** The moment that many hours from now, on the minute and never beyond the longest. */
export function hoursFromNow(hours: number, now: number): number {
  return Math.floor(now / 60_000) * 60_000 + hours * HOUR_MS;
}

/** What a field of time (HH:MM) means: the next such time on local clocks. Null: no time. */
export function untilOf(time: string, { zone, now }: Clock): number | null {
  return /^\d{2}:\d{2}$/.test(time) ? nextAt(time, now + 60_000, zone) : null;
}

export function timeOf(until: number, zone: string): string {
  return localOf(until, zone).slice(11);
}

/** "today 23:00", "tomorrow 05:00": a time alone could be either. */
export function untilInWords(until: number, { zone, now }: Clock): string {
  const day = (moment: number) => localOf(moment, zone).slice(0, 10);
  const tomorrow = momentOf(`${day(now)}T12:00`, zone) ?? now;
  const time = timeOf(until, zone);
  if (day(until) === day(now)) return `today ${time}`;
  return day(until) === day(tomorrow + LONGEST_HOURS * HOUR_MS) ? `tomorrow ${time}` : when(until, now, zone);
}

/** Why this cannot be declared as it is. Null: it can. */
export function whyNotYet(
  { level, reason, until }: { level: number | null; reason: string; until: number | null },
  calculated: number | null,
  now: number,
): string | null {
  if (level === null) return "Choose a level.";
  if (reason.trim() === "") return "Say why, in a few words.";
  if (until === null || until <= now) return "Say until when.";
  if (until > now + LONGEST_HOURS * HOUR_MS) return "24 hours is the longest.";
  if (calculated !== null && level < calculated && until > now + LONGEST_BELOW_HOURS * HOUR_MS) {
    return `The calculated level is ${calculated}: a lower one lasts ${LONGEST_BELOW_HOURS} hours at most.`;
  }
  return null;
}

/** Until when an extension is proposed: the usual hours, or as long as one below the calculated level can stand. */
export function longerUntil(said: Declaration, calculated: number | null, now: number): number {
  const usual = hoursFromNow(USUAL_HOURS, now);
  return isBelow(said, calculated) ? Math.min(usual, longestBelow(said)) : usual;
}

/** Why it cannot stand until then. Null: it can. */
export function whyNotLonger(
  said: Declaration,
  until: number | null,
  calculated: number | null,
  now: number,
): string | null {
  if (isBelow(said, calculated) && Math.max(until ?? 0, Date.parse(said.until) + 1) > longestBelow(said)) {
    return `The calculated level is ${calculated}: a lower one lasts ${LONGEST_BELOW_HOURS} hours in all.`;
  }
  if (until === null) return "Say until when.";
  if (until <= Date.parse(said.until)) return "Give a later time, or withdraw it.";
  return until > now + LONGEST_HOURS * HOUR_MS ? "24 hours is the longest." : null;
}

function isBelow({ level }: Declaration, calculated: number | null): boolean {
  return calculated !== null && level < calculated;
}

function longestBelow({ opened_at }: Declaration): number {
  return Date.parse(opened_at) + LONGEST_BELOW_HOURS * HOUR_MS;
}

const FAR_APART = 2;

/** "2 levels apart": what a level that is declared and one that is worked out may not differ by unsaid. */
export function apartInWords(levels: number | null): string | null {
  return levels !== null && levels >= FAR_APART ? `${levels} levels apart` : null;
}

/** "declared 4 until 05:00 · awaiting agreement". */
export function declaredInWords(said: Declaration, { zone, now }: Clock): string {
  const waits = waitsFor(said);
  return `declared ${said.level} until ${when(said.until, now, zone)}${waits ? ` · ${waits}` : ""}`;
}

export function waitsFor({ awaiting, stepping_down }: Declaration): string | null {
  if (stepping_down) return "stepping down, awaiting agreement";
  return awaiting ? "awaiting agreement" : null;
}

/** Who asked for what now waits for a second person: that one cannot agree. Null: nothing waits. */
export function askedBy(said: Declaration): Person | null {
  return said.stepping_down ?? (said.awaiting ? said.by : null);
}
