// Figures in words: decimals as the wire's text, trimmed to the metric's places, with their unit.
import type { Measure, Metric } from "../api/types";

const SUFFIXES: Record<string, string> = { percent: "%", pct: "%", minutes: "min", count: "", number: "" };

/** "96.40" to one place is "96.4", "50.0" is "50". For the eye only: nothing is compared or summed here. */
export function trimmed(value: string, places: number): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const rounded = Math.round((Math.abs(number) + Number.EPSILON) * 10 ** places) / 10 ** places;
  return (number < 0 && rounded !== 0 ? "−" : "") + formatter(places).format(rounded);
}

const formatters = new Map<number, Intl.NumberFormat>();

function formatter(places: number): Intl.NumberFormat {
  const known = formatters.get(places);
  const found = known ?? new Intl.NumberFormat("en-GB", { maximumFractionDigits: places });
  if (!known) formatters.set(places, found);
  return found;
}

export function withUnit(value: string, metric: Metric | undefined): string {
  const unit = metric?.unit ?? "";
  const suffix = SUFFIXES[unit] ?? unit;
  const figure = trimmed(value, metric?.places ?? 2);
  if (unit === "level") return `level ${figure}`;
  return suffix ? `${figure} ${suffix}` : figure;
}

export function counts(measure: Measure | null | undefined): string {
  if (!measure?.numerator || !measure.denominator) return "";
  return `${trimmed(measure.numerator, 1)} of ${trimmed(measure.denominator, 1)}`;
}

export type Travel = "rising" | "falling" | "steady" | "unknown";

export function travel(value: string | null, was: string | null | undefined): Travel {
  if (value === null || was === null || was === undefined) return "unknown";
  const step = Number(value) - Number(was);
  if (step === 0) return "steady";
  return step > 0 ? "rising" : "falling";
}

export function isWorsening(direction: Travel, metric: Metric | undefined): boolean | null {
  if (direction !== "rising" && direction !== "falling") return null;
  if (!metric || metric.worse === "neither") return null;
  return (direction === "rising") === (metric.worse === "higher");
}

/** "Majors 126 %" reads on as "majors 126 %"; "ED", "G&A" and "NCTR" stay. */
export function lowerFirst(phrase: string): string {
  return /^[A-Z][a-z]/.test(phrase) ? phrase.charAt(0).toLowerCase() + phrase.slice(1) : phrase;
}
