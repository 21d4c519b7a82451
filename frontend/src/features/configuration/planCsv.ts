// A plan as CSV turned into the list's lines: all of it, or what is wrong with each line. Pure.
import type { Entry } from "./entries";
import { linesOf } from "./yaml";

export const HEADING = "unit,metric,on,hour,value,source";
const NAMES = HEADING.split(",");

export interface Fault {
  line: number; // as an editor counts, the heading being 1
  reason: string;
}

export type Turned = { lines: string; count: number } | { faults: readonly Fault[] };

/** The heading may name the columns in any order. Whether a unit or a metric exists is for the service to say. */
export function turned(csv: string): Turned {
  const { rows: all, strange } = rowsOf(csv);
  if (strange !== null) return { faults: [{ line: strange, reason: "a quote does not close" }] };
  const rows = all.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const [heading, ...rest] = rows;
  const names = heading?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const lacks = NAMES.filter((name) => !names.includes(name));
  if (!heading || lacks.length > 0) {
    return {
      faults: [{ line: heading?.line ?? 1, reason: `the first line must name the columns: ${HEADING}` }],
    };
  }
  if (rest.length === 0)
    return { faults: [{ line: heading.line, reason: "there is no line below the heading" }] };
  const read = rest.map(({ line, cells }) => ({ line, ...entryOf(names, cells) }));
  const faults = read.flatMap(({ line, reason }) => (reason ? [{ line, reason }] : []));
  if (faults.length > 0) return { faults };
  return { lines: linesOf(read.map(({ entry }) => entry)), count: read.length };
}

function entryOf(
  names: readonly string[],
  cells: readonly string[],
): { entry: Entry; reason: string | null } {
  const cell = (name: string) => cells[names.indexOf(name)] ?? "";
  const entry = {
    unit: cell("unit"),
    metric: cell("metric"),
    on: dayOf(cell("on")),
    hour: hourOf(cell("hour")),
    value: Number(cell("value")),
    source: cell("source"),
  };
  return { entry, reason: faultOf(entry, names, cells) };
}

function faultOf(
  entry: ReturnType<typeof entryOf>["entry"],
  names: readonly string[],
  cells: readonly string[],
) {
  if (cells.length > names.length) return "there are more cells than columns: put what has a comma in quotes";
  const empty = NAMES.filter((name) => (cells[names.indexOf(name)] ?? "") === "");
  if (empty.length > 0) return `${empty.join(", ")} ${empty.length > 1 ? "are" : "is"} empty`;
  if (Number.isNaN(entry.hour)) return "the hour is a whole number from 0 to 24";
  return Number.isFinite(entry.value) ? null : "the value is no number";
}

/** Whole hours, also as "08:00". Not a number: no such hour. */
function hourOf(cell: string): number {
  const hour = /^(\d{1,2})(:00)?$/.exec(cell)?.[1];
  return hour !== undefined && Number(hour) <= 24 ? Number(hour) : Number.NaN;
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A date also as a spreadsheet here writes it, "12/01/2026"; a day of the week also in full. */
function dayOf(cell: string): string {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  if (day && month && year) return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const said = cell.toLowerCase();
  return DAYS.find((one) => said === one || new RegExp(`^${one}[a-z]*day$`).test(said)) ?? said;
}

interface Row {
  line: number;
  cells: string[];
}

const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/y;

/** RFC 4180: a cell in quotes may hold commas, quotes twice, and ends of lines. `strange`: the line of a quote that
 * does not close, or does in the middle of a cell; null: there is none. */
function rowsOf(csv: string): { rows: Row[]; strange: number | null } {
  const text = csv.replace(/^\uFEFF/, "");
  const rows: Row[] = [];
  let [row, line]: [Row, number] = [{ line: 1, cells: [] }, 1];
  CELL.lastIndex = 0;
  while (CELL.lastIndex <= text.length) {
    const found = CELL.exec(text);
    if (!found) return { rows, strange: line };
    const [whole, cell = "", end] = found;
    row.cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"').trim() : cell.trim());
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === ",") continue;
    rows.push(row);
    row = { line, cells: [] };
    if (end === "") break;
  }
  return { rows, strange: null };
}
