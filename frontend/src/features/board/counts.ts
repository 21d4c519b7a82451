// How many organisations stand where, as the header says it and offers it for filtering. Pure.
import { isUnowned, type Matters, openMatters } from "../../live/matters";
import { unownedIn } from "../../live/unitMatters";
import type { Seat } from "./roster";
import { FILTERS, type Filter, meets, type Shown } from "./shown";

export interface Count {
  filter: Filter;
  count: number;
  words: string;
}

const QUIET: readonly Filter[] = ["at-2", "at-1"]; // nobody is looking for them: said only when asked for

/** What people deal with is counted one by one, wherever it is: a card of the whole system has no strip. */
export interface Tally {
  unowned: number;
  alerts: number;
}

const NOTHING: Tally = { unowned: 0, alerts: 0 };

export function tallyOf(matters: Matters): Tally {
  return {
    unowned: Object.values(matters).filter(isUnowned).length,
    alerts: openMatters(matters, "alert").length,
  };
}

/** How many of those that the reader asks for are at no organisation, and so in no strip. */
export function withoutStrip(seats: readonly Seat[], shown: Shown, tally: Tally): number {
  const sum = (of: (seat: Seat) => number) => seats.reduce((all, seat) => all + of(seat), 0);
  const unowned = shown.has("unowned")
    ? tally.unowned - sum(({ people }) => (people ? unownedIn(people) : 0))
    : 0;
  const alerts = shown.has("alerts") ? tally.alerts - sum(({ people }) => people?.alerts.length ?? 0) : 0;
  return Math.max(unowned, alerts, 0);
}

/** What there is any of, and what the reader asked for even if there is none left. "1 site at 4", "2 at 3". */
export function countsOf(
  seats: readonly Seat[],
  shown: Shown,
  moved: ReadonlySet<string>,
  since: string,
  tally: Tally = NOTHING,
): Count[] {
  const counted = FILTERS.map((filter) => {
    if (filter === "unowned" || filter === "alerts") return { filter, count: tally[filter] };
    const count = seats.filter((seat) => meets(filter, seat, moved)).length;
    return { filter, count };
  });
  const said = counted.filter(
    ({ filter, count }) => shown.has(filter) || (count > 0 && !QUIET.includes(filter)),
  );
  const firstLevel = said.find(({ filter }) => levelIn(filter) !== null)?.filter;
  return said.map(({ filter, count }) => {
    return { filter, count, words: wordsFor(filter, count, filter === firstLevel, since) };
  });
}

/** That nothing is at 3 or 4 is said, never left to be concluded; of what is not seen nothing is. Null: something is. */
export function sayNoneHigh(seats: readonly Seat[]): string | null {
  const some = (filter: Filter) => seats.some((seat) => meets(filter, seat, new Set()));
  if (some("at-4") || some("at-3")) return null;
  return some("not-seen") ? "no site known to be at 3 or 4" : "no site at 3 or 4";
}

function levelIn(filter: Filter): string | null {
  return filter.startsWith("at-") ? filter.slice(3) : null;
}

function wordsFor(filter: Filter, count: number, first: boolean, since: string): string {
  const level = levelIn(filter);
  if (level !== null) return `${count}${first ? (count === 1 ? " site" : " sites") : ""} at ${level}`;
  if (filter === "not-seen") return `${count} not seen`;
  if (filter === "unowned") return `${count} unowned`;
  if (filter === "alerts") return count === 1 ? "1 alert" : `${count} alerts`;
  if (filter === "late") return `${count} with late figures`;
  return `${count} changed since ${since}`;
}
