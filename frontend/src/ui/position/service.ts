// What is said of a unit's service: limited, closed, open until when; and its hours in a week. Pure; decides nothing.
import type { OpenHours, Service } from "../../api/types";
import { hourAndMinute, toMilliseconds } from "../time";

/** "Closed to ambulances", " until ", a moment, and why. */
export interface ServiceSaid {
  lead: string;
  joins: string;
  at: string | null;
  reason: string | null;
}

const LEADS = {
  limited: "Limited",
  closed_to_ambulances: "Closed to ambulances",
  closed: "Closed",
};

/** What must be seen wherever the unit is: what somebody has said of it, and that it is shut by its hours. */
export function serviceSaid(service: Service | null | undefined): ServiceSaid[] {
  if (!service) return [];
  const { status, reason, until, shut, changes_at } = service;
  const said: ServiceSaid[] = [];
  if (shut && status !== "closed") {
    said.push({ lead: "Closed now", joins: ", opens ", at: changes_at, reason: null });
  }
  if (status !== "open") {
    const at = status === "closed" ? (changes_at ?? until) : until;
    said.push({ lead: LEADS[status], joins: " until ", at, reason });
  }
  return said;
}

/** When it next shuts; null of what is shut, is always open, or will not be for a fortnight. */
export function openUntil(service: Service | null | undefined): string | null {
  return service && !service.shut ? service.changes_at : null;
}

/** As a board of one line has it: "Closed to ambulances until 18:00". */
export function inOneLine({ lead, joins, at, reason }: ServiceSaid, when: (at: string) => string): string {
  return `${lead}${at ? joins + when(at) : ""}${reason ? `: ${reason}` : ""}`;
}

const DAY_MS = 24 * 60 * 60_000;

/** How a moment to come is said: within a day its time alone can only be the next such; or with its day. */
export function sayWhen(at: string, now: number, zone: string): "midnight" | "time" | "day" {
  if (toMilliseconds(at) - now >= DAY_MS) return "day";
  return hourAndMinute(at, zone) === "00:00" ? "midnight" : "time";
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "08:00 to 14:00 Monday to Friday, 08:00 to 17:00 Saturday and Sunday". Null: always open. */
export function hoursInWords(hours: readonly OpenHours[]): string | null {
  if (hours.length === 0) return null;
  return hours.map(({ days, opens, closes }) => `${span(opens, closes)} ${daysInWords(days)}`).join(", ");
}

function span(opens: string, closes: string): string {
  if (opens === "00:00" && closes === "24:00") return "all day";
  return `${opens === "00:00" ? "midnight" : opens} to ${closes === "24:00" ? "midnight" : closes}`;
}

function daysInWords(days: readonly number[]): string {
  if (days.length === 7) return "every day";
  const names = days.flatMap((day) => DAYS[day] ?? []);
  const [first, last] = [names[0], names.at(-1)];
  const inARow = days.every((day, i) => i === 0 || day === (days[i - 1] ?? 0) + 1);
  if (inARow && names.length > 2) return `${first} to ${last}`;
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : (first ?? "");
}
