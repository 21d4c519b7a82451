// Whether a place is open now, from its hours in words. Pure; reads one stretch a day, and nothing cleverer.
import { hourAndMinute } from "../time";

const HOURS = /^([01]\d|2[0-3]):([0-5]\d) to ([01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$/;

/** "open until 23:00", "closed until 08:00"; hours that are no such stretch are told as they were written. */
export function opening(opens: string, now: number, zone: string): string {
  const [, hour, minute, to] = HOURS.exec(opens.trim()) ?? [];
  if (!hour || !minute || !to) return opens;
  const from = `${hour}:${minute}`;
  const time = hourAndMinute(now, zone);
  const open = from < to ? from <= time && time < to : time >= from || time < to;
  if (from === to || (from === "00:00" && to === "24:00")) return "open all day";
  return open ? `open until ${to === "24:00" || to === "00:00" ? "midnight" : to}` : `closed until ${from}`;
}
