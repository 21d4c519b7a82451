// What organisations, bodies, figures, packs and days are called on this page. Pure.
import type { Metric, Tree, Unit } from "../../api/types";
import { listed } from "../../ui/people/who";
import { namesOf, unitsOf } from "../../ui/position/names";
import { dayAndDate, when } from "../../ui/time";
import { daysLater, localInWords, localOf, momentOf } from "../../ui/zoned";

export interface PackChoice {
  id: string;
  version: number;
  title: string;
  provenance: string;
  kind: "parameters" | "rollup" | "triggers";
}

export interface Book {
  zone: string;
  now: number; // service time
  clock: string; // the same as a local time: "2026-01-12T14:46"
  today: string; // "2026-01-12"
  units: readonly Unit[];
  bodies: readonly { code: string; name: string }[];
  pillars: readonly string[]; // those that some organisation is of
  metrics: Readonly<Record<string, Metric>>;
  packs: readonly PackChoice[];
}

export function bookOf(
  tree: Tree,
  metrics: Book["metrics"],
  packs: readonly PackChoice[],
  now: number,
): Book {
  const units = unitsOf(tree);
  const own = new Set(units.map(({ code }) => code));
  const clock = localOf(now, tree.timezone);
  return {
    zone: tree.timezone,
    now,
    clock,
    today: clock.slice(0, 10),
    units,
    bodies: [...namesOf(tree)].filter(([code]) => !own.has(code)).map(([code, name]) => ({ code, name })),
    pillars: [...new Set(units.map(({ pillar }) => pillar))],
    metrics,
    packs,
  };
}

/** A unit by its short name, a body by its name; what is neither by its code. */
export function nameOf(code: string, { units, bodies }: Book): string {
  const unit = units.find((one) => one.code === code);
  return unit?.short ?? bodies.find((one) => one.code === code)?.name ?? code;
}

export const PILLARS: Record<string, string> = {
  acute: "acute",
  community: "community",
  mental_health: "mental health",
  nhs111: "NHS 111",
  ambulance: "ambulance",
  council: "council",
  primary_care: "primary care",
};

/** "every acute organisation with a type 1 ED". */
export function pillarWords(pillar: string, has: string): string {
  const marked = has === "type_1_ed" ? " with a type 1 ED" : has && ` with ${has}`;
  return `every ${PILLARS[pillar] ?? pillar} organisation${marked}`;
}

const FAMILIES: Record<string, string> = {
  "*": "every figure",
  ambulance: "every ambulance figure",
  beds: "every bed figure",
  calls999: "every 999 call figure",
  community: "every community figure",
  council: "every council figure",
  discharge: "every discharge figure",
  ed: "every ED figure",
  mental_health: "every mental health figure",
  nhs111: "every NHS 111 figure",
  opel: "every OPEL figure",
  primary_care: "every primary care figure",
};

/** A metric by its title, as inside a sentence; "ed.*" as "every ED figure"; any other pattern as it is written. */
export function figureWords(pattern: string, { metrics }: Pick<Book, "metrics">): string {
  const metric = metrics[pattern];
  if (metric) return inside(metric.title);
  const family = pattern === "*" ? pattern : /^([a-z0-9_]+)\.\*$/.exec(pattern)?.[1];
  if (family === undefined) return pattern.includes("*") ? `every figure named ${pattern}` : pattern;
  return FAMILIES[family] ?? `every figure of ${family}`;
}

/** A title without its capital, unless that is an abbreviation's. */
function inside(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

export function figuresWords(patterns: readonly string[], book: Pick<Book, "metrics">): string {
  return listed(patterns.map((pattern) => figureWords(pattern, book)));
}

/** What may be chosen: whole families first, then each figure under its family. */
export function familiesOf(metrics: Book["metrics"]): string[] {
  return [...new Set(Object.keys(metrics).map((id) => id.slice(0, id.indexOf("."))))].sort();
}

/** "Mon 12 Jan"; with its year where that is another than this one. */
export function dayWords(day: string, { today }: Pick<Book, "today">): string {
  const noon = `${day.slice(0, 10)}T12:00`;
  if (Number.isNaN(Date.parse(`${noon}Z`))) return day;
  return day.slice(0, 4) === today.slice(0, 4)
    ? dayAndDate(Date.parse(`${noon}Z`), "UTC")
    : localInWords(noon).slice(0, -6);
}

/** "14:00"; with its day where that is not today. Of a day alone: the day. */
export function momentWords(local: string, book: Book): string {
  if (local.length <= 10) return dayWords(local, book);
  const moment = momentOf(local.slice(0, 16), book.zone);
  return moment === null ? local : when(moment, book.now, book.zone);
}

/** "From Mon 12 Jan", "From 15:00". What begins at midnight begins with the day. */
export function fromWords(local: string, book: Book): string {
  return `From ${local.slice(11, 16) === "00:00" ? dayWords(local, book) : momentWords(local, book)}`;
}

export function packWords(id: string, version: number, { packs }: Pick<Book, "packs">): string {
  const known = packs.find((pack) => pack.id === id && pack.version === version);
  return `${known?.title ?? id}, version ${version}`;
}

/** The day so many days on. */
export function dayAfter(day: string, days: number): string {
  return daysLater(`${day}T12:00`, days).slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
