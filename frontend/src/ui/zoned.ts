// Local times as forms carry them ("2026-01-12T20:00"), in the system's own zone, to moments and back. Pure.
import { toMilliseconds } from "./time";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

/** "2026-01-12T20:00": the local date and time of a moment, as an input of type datetime-local takes it. */
export function localOf(moment: number | string, zone: string): string {
  const parts = formatter(zone).formatToParts(toMilliseconds(moment));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The moment of a local time; the first of two where clocks go back. Null: no such time, or nothing typed. */
export function momentOf(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) || Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(near, zone));
  const fitting = offsets.map((offset) => asUtc - offset).filter((one) => localOf(one, zone) === local);
  return fitting.length > 0 ? Math.min(...fitting) : null;
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
export function offsetAt(moment: number, zone: string): number {
  const minute = Math.floor(moment / MINUTE_MS) * MINUTE_MS;
  return Date.parse(`${localOf(minute, zone)}Z`) - minute;
}

/** "Sat 17 Jan 2026 20:00"; nothing of what is not whole yet. */
export function localInWords(local: string): string {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return "";
  const day = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const said = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...day }).format(asUtc);
  return `${said.replace(",", "")} ${local.slice(11, 16)}`;
}

/** The same local time some days on: days of the calendar, which a change of clocks does not shift. */
export function daysLater(local: string, days: number): string {
  return new Date(Date.parse(`${local}Z`) + days * DAY_MS).toISOString().slice(0, 16);
}

/** The next moment at which local clocks say "20:00", not before `from`. */
export function nextAt(hourAndMinute: string, from: number, zone: string): number {
  const today = `${localOf(from, zone).slice(0, 10)}T${hourAndMinute}`;
  for (let days = 0; days < 3; days += 1) {
    const moment = momentOf(daysLater(today, days), zone);
    if (moment !== null && moment >= from) return moment;
  }
  return from;
}
