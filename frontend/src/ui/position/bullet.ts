// One parameter's bands on a scale, worse always to the right, and where its figures stand on it. Pure; scores nothing.
import type { Metric, PackParameter, Parameter } from "../../api/types";
import { trimmed, withUnit } from "../figure";
import { isQuiet, stateInWords } from "./doubt";

const DARKEST = 3;

export interface Spot {
  at: number; // hundredths of the width
  beyond: "calmer" | "worse" | null; // outside what is drawn
}

export interface Band {
  from: number;
  to: number;
  step: 0 | 1 | 2 | 3; // calm to worst
}

export interface Bullet {
  bands: Band[];
  cuts: { at: number; words: string }[];
  value: Spot | null;
  was: Spot | null;
  mirrored: boolean; // lower is worse, so that the numbers fall to the right
}

interface Figures {
  value: string | null;
  was: string | null | undefined;
}

export function bulletOf(rule: PackParameter, figures: Figures, metric: Metric | undefined): Bullet {
  const sign = rule.worse === "higher" ? 1 : -1;
  const edges = rule.cuts.map((cut) => sign * Number(cut));
  const [low, high] = reach(edges, metric);
  const place = (worth: number) => (100 * (worth - low)) / (high - low);
  const spot = (figure: string | null | undefined) =>
    figure === null || figure === undefined ? null : spotOf(place(sign * Number(figure)));
  return {
    bands: bandsOf(edges.map(place)),
    cuts: rule.cuts.map((cut, i) => ({
      at: place(edges[i] ?? low),
      words: trimmed(cut, metric?.places ?? 2),
    })),
    value: spot(figures.value),
    was: spot(figures.was),
    mirrored: sign < 0,
  };
}

/** As wide beyond the first and the last cut as the widest band between; never below nothing, nor a share over all. */
function reach(edges: readonly number[], metric: Metric | undefined): [number, number] {
  const first = edges[0] ?? 0;
  const last = edges.at(-1) ?? first;
  const steps = edges.slice(1).map((edge, i) => edge - (edges[i] ?? edge));
  const step = Math.max(...steps, 0) || Math.abs(first) / 2 || 1;
  const [least, most] = [first - step, last + step];
  if (first > 0) return [Math.max(least, 0), most];
  const share = metric?.unit === "%" && metric.worse === "lower" && first > -100;
  return [share ? Math.max(least, -100) : least, last < 0 ? Math.min(most, 0) : most];
}

function spotOf(at: number): Spot {
  if (at < 0) return { at: 0, beyond: "calmer" };
  return at > 100 ? { at: 100, beyond: "worse" } : { at, beyond: null };
}

function bandsOf(cuts: readonly number[]): Band[] {
  const ends = [0, ...cuts, 100];
  return ends.slice(1).map((to, i) => {
    const step = Math.round((DARKEST * i) / Math.max(cuts.length, 1));
    return { from: ends[i] ?? 0, to, step: step as Band["step"] };
  });
}

/** Which band a figure is in: the one with the points that the service gave it, where only one has them. */
export function bandOf(rule: PackParameter, value: string, points: string): number {
  const scored = rule.points.flatMap((given, i) => (Number(given) === Number(points) ? [i] : []));
  if (scored.length === 1 && scored[0] !== undefined) return scored[0];
  const read = bandRead(rule, Number(value));
  return scored.length === 0 || scored.includes(read) ? read : (scored[0] ?? read);
}

/** By the cuts alone; a figure on a cut is on the side that the rules say. */
export function bandRead({ cuts, worse, cut_belongs_to }: PackParameter, value: number): number {
  const sign = worse === "higher" ? 1 : -1;
  const over = cuts.map((cut) => sign * (value - Number(cut)));
  return over.filter((by) => by > 0 || (by === 0 && cut_belongs_to === "worse")).length;
}

/** "up to 80 %", "over 80 %, up to 100 %", "beyond 120 %"; "under 60 %" where lower is worse. */
export function bandInWords(rule: PackParameter, band: number, metric: Metric | undefined): string {
  const say = (cut: string | undefined) => withUnit(cut ?? "", metric);
  const [before, after] = [rule.cuts[band - 1], rule.cuts[band]];
  const [past, within] = edgeWords(rule);
  if (before === undefined) return within(say(after));
  if (after !== undefined) return `${past(say(before))}, ${within(say(after))}`;
  return past(say(before)).replace(/^over/, "beyond");
}

type Edge = (cut: string) => string;

function edgeWords({ worse, cut_belongs_to }: PackParameter): [Edge, Edge] {
  const higher = worse === "higher";
  if (cut_belongs_to === "calmer") {
    return higher
      ? [(cut) => `over ${cut}`, (cut) => `up to ${cut}`]
      : [(cut) => `under ${cut}`, (cut) => `${cut} or more`];
  }
  return higher
    ? [(cut) => `${cut} or more`, (cut) => `under ${cut}`]
    : [(cut) => `${cut} or less`, (cut) => `over ${cut}`];
}

/** "Majors 126 %: beyond 120 %, 3 of 3 points; was 112 %". */
export function bulletInWords(
  parameter: Parameter,
  rule: PackParameter,
  was: string | null | undefined,
  metric: Metric | undefined,
): string {
  const { value, points, max_points, state } = parameter;
  const name = metric?.short ?? parameter.metric;
  if (value === null) return `${name}: ${stateInWords(state)}`;
  const band = bandInWords(rule, bandOf(rule, value, points), metric);
  const scored = `${trimmed(points, 1)} of ${trimmed(max_points, 1)} points`;
  const doubt = isQuiet(parameter) ? "" : `; ${stateInWords(state)}`;
  const before = was === null || was === undefined ? "" : `; was ${withUnit(was, metric)}`;
  return `${name} ${withUnit(value, metric)}: ${band}, ${scored}${doubt}${before}`;
}
