// A metric's figures over a stretch in words: for the ear, and beside the chart. Pure.
import type { Line, Metric, UnitDay } from "../../api/types";
import { withUnit } from "../../ui/figure";
import type { Scene } from "../../ui/position/scene";
import { when } from "../../ui/time";

type Point = Line["points"][number];

export function sayPoint({ value }: Point, metric: Metric | undefined): string {
  return value === null ? "unknown to the sender" : withUnit(value, metric);
}

/** The latest that counted. */
function latestOf({ points }: Line): Point | null {
  return points.findLast(({ queried }) => !queried) ?? null;
}

/** "126 %"; "last 126 % at 10:00" where it had ceased to count by the end. */
export function sayLatest(
  line: Line,
  { to }: Pick<UnitDay, "to">,
  metric: Metric | undefined,
  { zone, now }: Pick<Scene, "zone" | "now">,
): string {
  const latest = latestOf(line);
  if (!latest) return "";
  const said = sayPoint(latest, metric);
  return Date.parse(latest.until) < Date.parse(to) ? `last ${said} at ${when(latest.at, now, zone)}` : said;
}

/** "Majors and resus cubicle occupancy (adult), 08:00 to 14:46: from 94 % to 126 %, latest 126 % at 14:30". */
export function nameOfChart(
  line: Line,
  { from, to }: UnitDay,
  metric: Metric | undefined,
  { zone, now }: Pick<Scene, "zone" | "now">,
): string {
  const title = metric?.title ?? line.metric;
  const stretch = `${when(from, now, zone)} to ${when(to, now, zone)}`;
  const latest = latestOf(line);
  if (!latest) return `${title}, ${stretch}: no figure`;
  const last = `latest ${sayPoint(latest, metric)} at ${when(latest.at, now, zone)}`;
  const range = rangeInWords(line, metric);
  return `${title}, ${stretch}: ${range ? `${range}, ` : ""}${last}`;
}

function rangeInWords({ points }: Line, metric: Metric | undefined): string {
  const figures = points.flatMap(({ value, queried }) => (value === null || queried ? [] : [value]));
  const ordered = figures.sort((a, b) => Number(a) - Number(b));
  const [least, most] = [ordered[0], ordered.at(-1)];
  if (least === undefined || most === undefined || Number(least) === Number(most)) return "";
  return `lowest ${withUnit(least, metric)}, highest ${withUnit(most, metric)}`;
}

/** What is to be known of a point beside its figure. */
export function standingInWords({ value, queried, until }: Point, zone: string, now: number): string {
  if (queried) return "queried, did not score";
  return value === null ? "unknown to the sender" : `stood until ${when(until, now, zone)}`;
}
