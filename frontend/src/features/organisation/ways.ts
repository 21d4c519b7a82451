// What would bring a level down and what is closest to pushing it up, as the page puts it. Pure; weighs nothing itself.
import type { Way, WayMove, Ways } from "../../api/types";

type Down = Ways["down"];
type Up = Ways["up"];

const NUMBERS = ["no", "one", "two", "three", "four", "five"];
const SOON_MINUTES = 180;

/** "Each of these brings it to OPEL 2 after 30 min: the five with the fewest figures, of 567." */
export function downInWords({ level, ways, total, exact, hold_minutes }: Down): string {
  const after = hold_minutes ? `after ${hold_minutes} min` : "at once";
  const of = ofAll(ways, total, exact);
  const chosen = of && `: the ${counted(ways.length)} with the fewest figures${of}`;
  return `${ways.length === 1 ? "This" : "Each of these"} brings it to OPEL ${level} ${after}${chosen}.`;
}

/** "Each of these alone raises it to OPEL 4."; "It takes three of these together to raise it to OPEL 4. …" */
export function upInWords({ level, ways, total, exact, hold_minutes }: Up): string {
  const after = hold_minutes ? ` after ${hold_minutes} min` : "";
  const to = `it to OPEL ${level}${after}`;
  const of = ofAll(ways, total, exact);
  const nearest = of && `: the ${counted(ways.length)} nearest${of}`;
  if (!isTogether(ways)) {
    return `${ways.length === 1 ? "This alone raises" : "Each of these alone raises"} ${to}${nearest}.`;
  }
  const fewest = ways[0]?.moves.length ?? 0;
  return `It takes ${counted(fewest)} getting worse together to raise ${to}${nearest}.`;
}

/** Whether no figure of them does it alone. */
export function isTogether(ways: readonly Way[]): boolean {
  return ways.some(({ moves }) => moves.length > 1);
}

function counted(number: number): string {
  return NUMBERS[number] ?? String(number);
}

/** ", of 567" where there are more than are shown. */
function ofAll(ways: readonly Way[], total: number, exact: boolean): string {
  if (total <= ways.length) return "";
  return `, of ${exact ? "" : "more than "}${total.toLocaleString("en-GB")}`;
}

/** Every figure of the ways once, in the order in which they are first named. */
export function figuresOf(ways: readonly Way[]): WayMove[] {
  const found = new Map<string, WayMove>();
  for (const move of ways.flatMap(({ moves }) => moves)) {
    if (!found.has(move.parameter)) found.set(move.parameter, move);
  }
  return [...found.values()];
}

/** "No level falls until a fresh figure bears out majors." Null: it waits for nothing, or says so already. */
export function waitInWords({ state, waits_for }: Down): string | null {
  if (state === "moving" || waits_for.length === 0) return null;
  return `No level falls until a fresh figure bears out ${waits_for.join(" and ")}.`;
}

/** What follows one of several: ",", " and", nothing. */
export function follows(at: number, of: number): string {
  if (at >= of - 1) return "";
  return at === of - 2 ? " and" : ",";
}

/** What begins a line has a capital: "Majors"; "4-hour" stays. */
export function upperFirst(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/** Near enough to be on one's mind. */
export function isSoon({ heading }: WayMove): boolean {
  return heading !== null && heading.minutes !== null && heading.minutes <= SOON_MINUTES;
}
