// Why a level is what it is now, in one sentence, and what it does not rest on. Pure; works no level out.
import type { Metric, Parameter, Picture } from "../../api/types";
import { lowerFirst, trimmed, withUnit } from "../../ui/figure";
import { isQuiet, stateInWords } from "../../ui/position/doubt";
import { driversOf } from "../../ui/position/drivers";

type Metrics = Record<string, Metric>;

/** "22 of 27 points, 81.5 %: OPEL 4 is over 70 %. Most of them: majors 126 %, handover 52 min." */
export function whyNow(picture: Picture, metrics: Metrics): string {
  const most = driversOf(picture).map(
    ({ metric, value }) =>
      lowerFirst(metrics[metric]?.short ?? metric) + (value ? ` ${withUnit(value, metrics[metric])}` : ""),
  );
  const carried = most.length > 0 ? ` Most of them: ${listed(most)}.` : "";
  return `${scoreInWords(picture)}: ${bandInWords(picture)}.${carried}`;
}

function scoreInWords({ score, available, score_kind }: Picture): string {
  const points = `${trimmed(score, 1)} of ${trimmed(available, 1)} points`;
  if (score_kind !== "percent_of_available" || Number(available) === 0) return points;
  return `${points}, ${trimmed(String((100 * Number(score)) / Number(available)), 1)} %`;
}

function bandInWords({ level, stated, bands, score_kind, floor, ceiling }: Picture): string {
  if (!stated || level === null) return `too few figures to say a level; it could be ${floor} to ${ceiling}`;
  const say = (bound: string) =>
    score_kind === "points" ? `${trimmed(bound, 1)} points` : `${trimmed(bound, 1)} %`;
  const [below, upTo] = [bands?.[level - 2], bands?.[level - 1]];
  const parts = [below && `over ${say(below)}`, upTo && `up to ${say(upTo)}`].filter(Boolean);
  return parts.length > 0 ? `OPEL ${level} is ${parts.join(" and ")}` : `OPEL ${level}`;
}

/** "Not relied on: G&A 96.4 % (late), treatment (never received)." Null: everything is. */
export function notReliedOn(picture: Picture, metrics: Metrics): string | null {
  const doubted = picture.parameters.filter((parameter) => !isQuiet(parameter));
  return doubted.length > 0 ? `${listed(doubted.map((one) => doubtOf(one, metrics)))}.` : null;
}

function doubtOf({ metric, value, state }: Parameter, metrics: Metrics): string {
  const figure = value === null ? "" : ` ${withUnit(value, metrics[metric])}`;
  return `${metrics[metric]?.short ?? metric}${figure} (${stateInWords(state)})`;
}

export interface Waiting {
  toward: number;
  since: string;
  moves: string | null; // when it moves, if nothing else happens
}

/** A level that figures have left but that has not moved yet, as the service keeps it. */
export function waitingOf({ level, stated, settling }: Picture): Waiting | null {
  if (!stated || level === null) return null;
  const moves = settling.next_change_at ?? null;
  const higher = settling.at_least[level - 1];
  if (level < 4 && higher) return { toward: level + 1, since: higher, moves };
  const lower = level > 1 ? settling.at_most[level - 2] : null;
  return lower ? { toward: level - 1, since: lower, moves } : null;
}

export function listed(phrases: readonly string[]): string {
  if (phrases.length < 2) return phrases.join("");
  return `${phrases.slice(0, -1).join(", ")} and ${phrases.at(-1)}`;
}
