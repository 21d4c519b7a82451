// What a unit's settled level was over the last day, kept up by what happens. Pure.
import type { LevelEvent, LevelSpan } from "../../api/types";
import { when } from "../time";

/** [from, to) in service milliseconds; `to` Infinity: still so. `level` null: not enough figures were held. */
export interface Stretch {
  from: number;
  to: number;
  level: number | null;
}

export const DAY_MS = 24 * 3_600_000;
const MOST_SAID = 8;

/** What was fetched. What still held at the end of it holds until an event says otherwise. */
export function stretchesOf(spans: readonly LevelSpan[], end: string): Stretch[] {
  const until = Date.parse(end);
  return joined(
    spans.map(({ from, to, level }) => {
      const reached = Date.parse(to);
      return { from: Date.parse(from), to: reached >= until ? Number.POSITIVE_INFINITY : reached, level };
    }),
  );
}

/** The stretches after an event of the same unit, a day of them at most. */
export function followed(stretches: readonly Stretch[], event: LevelEvent): Stretch[] {
  const at = Date.parse(event.effective_at);
  const before = stretches.map((stretch) => ({ ...stretch, to: Math.min(stretch.to, at) }));
  return joined([...before, { from: at, to: Number.POSITIVE_INFINITY, level: event.now }]).filter(
    ({ to }) => to > at - DAY_MS,
  );
}

/** The part of them that lies in the day up to `now`. */
export function lastDay(stretches: readonly Stretch[], now: number): Stretch[] {
  const start = now - DAY_MS;
  return joined(
    stretches.map(({ from, to, level }) => ({ from: Math.max(from, start), to: Math.min(to, now), level })),
  );
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const next of stretches) {
    const last = kept.at(-1);
    if (next.to <= next.from) continue;
    if (last && last.to === next.from && last.level === next.level) {
      kept[kept.length - 1] = { ...last, to: next.to };
    } else kept.push(next);
  }
  return kept;
}

/** "Level over the last 24 hours: 2 until 11:15, 3 until 14:30, 4 since". What is not known is said. */
export function sayDay(stretches: readonly Stretch[], now: number, zone: string): string {
  const phrases: string[] = [];
  let reached = now - DAY_MS;
  for (const { from, to, level } of stretches) {
    if (from > reached) phrases.push(`not known until ${when(from, now, zone)}`);
    const said = level === null ? "not enough figures" : String(level);
    phrases.push(to < now ? `${said} until ${when(to, now, zone)}` : `${said} since`);
    reached = to;
  }
  if (reached < now) phrases.push("not known since");
  return `Level over the last 24 hours: ${shortened(phrases)}`;
}

function shortened(phrases: string[]): string {
  const [only] = phrases;
  if (only && phrases.length === 1) return only.replace(/ since$/, " throughout");
  const left = phrases.length - MOST_SAID;
  return left <= 0
    ? phrases.join(", ")
    : `${left} earlier ${left === 1 ? "stretch" : "stretches"}, then ${phrases.slice(-MOST_SAID).join(", ")}`;
}
