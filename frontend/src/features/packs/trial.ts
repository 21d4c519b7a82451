// A back-test as the page draws and says it: bars in hundredths, disagreements, hours in words, days to choose. Pure.
import type { NamedUnit, Packs, TriedLevels, TriedUnit } from "../../api/types";
import { isSame, type TrialAsked, type VersionName } from "../../ui/rulesAddress";
import { toMilliseconds } from "../../ui/time";

export type Share = "four" | "three" | "two" | "one" | "unstated";

export const SHARES: readonly Share[] = ["one", "two", "three", "four", "unstated"];

export const NAMES: Record<Share, string> = {
  one: "OPEL 1",
  two: "OPEL 2",
  three: "OPEL 3",
  four: "OPEL 4",
  unstated: "Not enough figures",
};

const DAY_MS = 86_400_000;
const HOUR = 3600;
const DEFAULT_DAYS = 28;
const MOST_DAYS = 366;
export const MOST_VERSIONS = 3;

export interface Stretch {
  begins: number; // milliseconds
  ends: number;
}

export interface Bar {
  level: number | null; // null: not enough figures
  x: number; // hundredths of the width
  wide: number;
}

/** A version's levels as bars over the whole width. */
export function barsOf({ spans }: TriedLevels, over: Stretch): Bar[] {
  return spans.map(({ from, to, level }) => ({ level, ...placeOf({ from, to }, over) }));
}

function placeOf(span: { from: string; to: string }, { begins, ends }: Stretch) {
  const at = (moment: string) => (100 * (toMilliseconds(moment) - begins)) / (ends - begins);
  const x = at(span.from);
  return { x, wide: at(span.to) - x };
}

/** Where not all versions tell the same; stretches that touch are one. */
export function disagreements(levels: readonly TriedLevels[], over: Stretch): { x: number; wide: number }[] {
  const edges = [
    ...new Set(levels.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to]))),
  ].sort();
  const places = levels.map(() => 0);
  const found: { from: string; to: string }[] = [];
  edges.slice(1).forEach((to, i) => {
    const from = edges[i] ?? to;
    const told = levels.map(({ spans }, version) => {
      let place = places[version] ?? 0;
      while (place < spans.length - 1 && (spans[place]?.to ?? "") <= from) place += 1;
      places[version] = place;
      return spans[place]?.level;
    });
    if (new Set(told).size < 2) return;
    const last = found.at(-1);
    if (last?.to === from) last.to = to;
    else found.push({ from, to });
  });
  return found.map((one) => placeOf(one, over));
}

export interface Tick {
  x: number; // hundredths
  at: number; // milliseconds
}

/** Some of the local midnights, evenly apart, at most so many. */
export function ticksOf({ begins, ends }: Stretch, midnights: readonly number[], most: number): Tick[] {
  const every = Math.max(1, Math.ceil(midnights.length / most));
  return midnights
    .filter((_, i) => i % every === 0)
    .map((at) => ({ at, x: (100 * (at - begins)) / (ends - begins) }));
}

/** "12.5 h"; under an hour "20 min"; nothing for none. */
export function lasted(seconds: number): string {
  if (seconds === 0) return "–";
  if (seconds < HOUR) return `${Math.max(1, Math.round(seconds / 60))} min`;
  return `${new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }).format(seconds / HOUR)} h`;
}

/** "OPEL 2 for 20 h, OPEL 4 for 3.5 h". */
export function saidOf(levels: TriedLevels): string {
  const told = SHARES.filter((share) => levels[share] > 0);
  return told.map((share) => `${NAMES[share]} for ${lasted(levels[share])}`).join(", ");
}

/** "They differ for 12.5 h of 672 h (1.9 %), in 14 stretches." */
export function differInWords({ levels, differ_seconds, differ_count }: TriedUnit): string {
  if (levels.length < 2) return "";
  if (differ_count === 0) return "The versions tell the same throughout.";
  const whole = SHARES.reduce((sum, share) => sum + (levels[0]?.[share] ?? 0), 0);
  const share = Math.round((1000 * differ_seconds) / Math.max(whole, 1)) / 10;
  const stretches = differ_count === 1 ? "1 stretch" : `${differ_count} stretches`;
  const percent = share < 0.1 ? "under 0.1" : String(share);
  return `They differ for ${lasted(differ_seconds)} of ${lasted(whole)} (${percent} %), in ${stretches}.`;
}

/** The last four weeks, today among them. */
export function lastDays(today: string): { from: string; to: string } {
  return { from: daysFrom(today, 1 - DEFAULT_DAYS), to: today };
}

export function daysFrom(date: string, steps: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + steps * DAY_MS).toISOString().slice(0, 10);
}

/** What is wrong with a choice, in words; null: nothing. */
export function wrongWith(
  { versions, days }: TrialAsked,
  units: readonly string[],
  today: string,
): string | null {
  if (versions.length === 0) return "Choose at least one version.";
  if (versions.length > MOST_VERSIONS) return `Choose ${MOST_VERSIONS} versions at most.`;
  if (units.length === 0) return "Choose at least one organisation.";
  if (!days?.from || !days.to) return "Choose both days.";
  if (days.from > days.to) return "The first day lies after the last. Turn them round.";
  if (days.from > today) return "The first day has not come yet.";
  const many = (Date.parse(days.to) - Date.parse(days.from)) / DAY_MS + 1;
  return many > MOST_DAYS ? `That is ${many} days: a year at most.` : null;
}

/** Those that every version chosen can judge; of none chosen, those that any of the group can. */
export function unitsFor(packs: Packs, versions: readonly VersionName[], group: string): NamedUnit[] {
  const of = packs.packs.filter((pack) => pack.group === group);
  const chosen = of.filter((pack) => versions.some((one) => isSame(pack, one)));
  const fit = ({ code }: NamedUnit) =>
    chosen.length > 0
      ? chosen.every(({ trial_units }) => trial_units.includes(code))
      : of.some(({ trial_units }) => trial_units.includes(code));
  return packs.units.filter(fit);
}
