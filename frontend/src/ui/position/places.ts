// The figures of a unit that no rules assess, each in its place, as few ages as say them. Pure.
import type { FigureState, HeldFigure, Metric, Picture, Unit } from "../../api/types";
import { isWorsening, type Travel, travel, trimmed, withUnit } from "../figure";
import { isOverdue, shownAt } from "./held";
import { type Named, namedOf } from "./kinds";

export interface Placed {
  metric: string;
  label: string;
  title: string;
  figure: string | null; // null: never received
  travel: Travel;
  worse: boolean | null;
}

/** How old, and whether that matters. */
export interface Currency {
  at: string | null; // null: never received
  state: FigureState;
  due: string | null; // of what is overdue: since when
}

export interface Run extends Currency {
  figures: Placed[];
}

export interface Places {
  runs: Run[];
  shared: Currency | null; // of every figure received, where they are all as old: said once
  more: number; // held, but without a place
  late: number; // of those
  words: string[]; // what is said of figures that are not there
}

const MOST_UNNAMED = 3;

export function placesOf(
  unit: Unit,
  picture: Picture | null,
  metrics: Record<string, Metric>,
  most: number | null = null, // of those received; null: all, and those never received
): Places {
  const held = picture?.held ?? {};
  const named = chosen(namedOf(unit) ?? unnamed(held, metrics), held, most);
  const missing = named.filter(({ metric, absent }) => absent && !held[metric]);
  const words = missing.flatMap(({ absent }) => absent ?? []);
  const others = Object.keys(held).filter((id) => !named.some(({ metric }) => metric === id));
  const late = others.filter((id) => held[id] && isOverdue(currencyOf(held[id]))).length;
  const placed = Object.keys(held).length === 0 ? [] : named.filter((one) => !missing.includes(one));
  const runs = runsOf(placed, held, metrics);
  return { runs, shared: sharedOf(runs), more: others.length, late, words };
}

function chosen(named: readonly Named[], held: Picture["held"], most: number | null): readonly Named[] {
  if (most === null) return named;
  return named.filter(({ metric, absent }) => held[metric] || absent).slice(0, most);
}

/** Neighbours that are as old and as sure as one another. */
function runsOf(named: readonly Named[], held: Picture["held"], metrics: Record<string, Metric>): Run[] {
  const runs: Run[] = [];
  for (const one of named) {
    const figure = held[one.metric];
    const currency = currencyOf(figure);
    const placed = placedOf(one, figure, metrics[one.metric]);
    const last = runs.at(-1);
    if (last && isSame(last, currency)) last.figures.push(placed);
    else runs.push({ ...currency, figures: [placed] });
  }
  return runs;
}

function currencyOf(figure: HeldFigure | undefined): Currency {
  if (!figure) return { at: null, state: "never_known", due: null };
  const at = figure.doubt === "unknown" ? figure.latest_at : shownAt(figure);
  const state = figure.state ?? "not_due"; // nobody waits for either: both are told as at their time
  if (isOverdue({ state })) return { at, state, due: figure.due_at ?? null };
  return { at, state: figure.doubt ?? state, due: null };
}

function isSame(a: Currency, b: Currency): boolean {
  const times = (x: string | null) => (x === null ? null : Date.parse(x));
  return a.state === b.state && times(a.at) === times(b.at) && times(a.due) === times(b.due);
}

function sharedOf(runs: readonly Run[]): Currency | null {
  const received = runs.filter(({ at }) => at !== null);
  const [first, ...rest] = received;
  return first && rest.every((run) => isSame(first, run)) ? first : null;
}

function placedOf(
  { metric: id, label, bare }: Named,
  figure: HeldFigure | undefined,
  metric: Metric | undefined,
): Placed {
  const value = figure?.doubt === "unknown" ? null : (figure?.scores?.value ?? null);
  const direction = travel(value, figure?.was);
  return {
    metric: id,
    label,
    title: metric?.title ?? label,
    figure: figure ? sayFigure(value, metric, bare ?? false) : null,
    travel: direction,
    worse: isWorsening(direction, metric),
  };
}

/** A scale's name and its number need no word between them: "REAP 3". */
function sayFigure(value: string | null, metric: Metric | undefined, bare: boolean): string {
  if (value === null) return "unknown";
  return bare || metric?.unit === "level" ? trimmed(value, metric?.places ?? 0) : withUnit(value, metric);
}

/** A kind of unit that this board has no table for: what is held, in the catalogue's words. */
function unnamed(held: Picture["held"], metrics: Record<string, Metric>): Named[] {
  return Object.keys(held)
    .slice(0, MOST_UNNAMED)
    .map((metric) => ({ metric, label: metrics[metric]?.short ?? metric }));
}
