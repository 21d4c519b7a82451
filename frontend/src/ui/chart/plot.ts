// One metric's figures over a stretch as what a chart draws: steps, gaps, doubted dots, a range, bands. Pure.
import type { Line, Metric, PackParameter } from "../../api/types";

type Point = Line["points"][number];
type Column = (number | null | undefined)[];

/** Seconds across. `undefined`: nothing here, the line passes over it; `null`: here the line has a gap. */
export interface Steps {
  xs: number[];
  standing: Column;
  queried: Column;
}

export interface Plot extends Steps {
  from: number;
  to: number;
  range: [number, number];
  marks: number[]; // heights worth a label, rising: the cuts, or else the lowest and the highest
  bands: { from: number; to: number; step: number }[]; // calm is 0, worst 3
}

interface Stretch {
  from: string;
  to: string;
}

export function plotOf(
  points: readonly Point[],
  stretch: Stretch,
  metric: Metric | undefined,
  rule: PackParameter | null,
): Plot {
  const ends = { from: seconds(stretch.from), to: seconds(stretch.to) };
  const steps = stepsOf(points, ends);
  const cuts = (rule?.cuts ?? []).map(Number).sort((a, b) => a - b);
  const seen = [...steps.standing, ...steps.queried].filter((y) => typeof y === "number");
  const range = rangeOf([...seen, ...cuts], metric);
  const marks = cuts.length > 0 ? cuts : [...new Set([Math.min(...seen), Math.max(...seen)])];
  return { ...steps, ...ends, range, marks, bands: bandsOf(cuts, range, rule?.worse ?? "higher") };
}

/** A figure stands, level, from its time until it no longer counted; then nothing is known until the next. */
export function stepsOf(points: readonly Point[], { from, to }: { from: number; to: number }): Steps {
  const steps: Steps = { xs: [], standing: [], queried: [] };
  const add = (x: number, standing: Column[number], queried?: number) => {
    steps.xs.push(x);
    steps.standing.push(standing);
    steps.queried.push(queried);
  };
  let stood = Number.NEGATIVE_INFINITY; // up to here something is known
  for (const { at, until, value, queried } of points) {
    const x = Math.max(seconds(at), from);
    if (queried) {
      if (value !== null) add(x, x <= stood ? undefined : null, Number(value));
      continue;
    }
    if (x > stood && Number.isFinite(stood)) add(stood, null);
    if (value === null) continue;
    stood = Math.max(x, Math.min(seconds(until), to));
    add(x, Number(value));
    add(stood, Number(value));
  }
  return inOrder(steps);
}

/** A figure doubted while another stood lies between that one's ends. */
function inOrder({ xs, standing, queried }: Steps): Steps {
  const order = xs.map((_, i) => i).sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0) || a - b);
  return {
    xs: order.map((i) => xs[i] ?? 0),
    standing: order.map((i) => standing[i]),
    queried: order.map((i) => queried[i]),
  };
}

/** A little room above and below; nothing that is never negative goes under nought. */
export function rangeOf(seen: readonly number[], metric: Metric | undefined): [number, number] {
  if (seen.length === 0) return [0, 1];
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const room = (most - least) * 0.12 || Math.max(Math.abs(most) * 0.1, metric?.places ? 0.5 : 1);
  return [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
}

function bandsOf(cuts: number[], [least, most]: [number, number], worse: "higher" | "lower"): Plot["bands"] {
  const ends = [least, ...cuts, most];
  return cuts.length === 0
    ? []
    : ends.slice(1).map((to, i) => {
        const rank = worse === "higher" ? i : cuts.length - i;
        return { from: ends[i] ?? least, to, step: Math.round((3 * rank) / cuts.length) };
      });
}

/** Which of these heights can be labelled without one lying on another; the outermost first. */
export function thinned(
  heights: readonly number[],
  [least, most]: [number, number],
  apart: number,
): number[] {
  const share = (height: number) => (height - least) / (most - least);
  const kept: number[] = [];
  for (const height of [...heights].sort((a, b) => b - a)) {
    const last = kept.at(-1);
    if (last === undefined || share(last) - share(height) >= apart) kept.push(height);
  }
  return kept.reverse();
}

/** The figure that stood at a moment (seconds), if one did. */
export function standingAt(points: readonly Point[], moment: number): Point | null {
  return (
    points.findLast(
      ({ at, until, queried }) => !queried && seconds(at) <= moment && moment <= seconds(until),
    ) ?? null
  );
}

export function seconds(moment: string): number {
  return Date.parse(moment) / 1000;
}
