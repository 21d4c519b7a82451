// Where in a form a refusal belongs, and where an entry is after the list has changed. Pure.
import type { FieldError } from "../../api/types";
import { type Draft, type Entry, type Field, type Part, WHY } from "./entries";
import { LISTS } from "./lists/all";

export interface Sorted {
  byField: Draft;
  above: readonly string[]; // what is about no field of the form
}

/** `known_gaps[3].review` belongs to "review" if 3 is the number of the entry that was sent. */
export function sorted(
  errors: readonly FieldError[],
  fields: readonly Field[],
  part: Part,
  number: number,
): Sorted {
  const byField: Record<string, string> = {};
  const above: string[] = [];
  for (const { field, reason } of errors) {
    const key = keyOf(field, fields, part, number);
    if (key === null) above.push(`${elsewhere(field, part, number)}${reason}`);
    else byField[key] = byField[key] ? `${byField[key]}; ${reason}` : reason;
  }
  return { byField, above };
}

function keyOf(field: string, fields: readonly Field[], part: Part, number: number): string | null {
  if (field === "reason") return WHY;
  const path = pathIn(field, part, number);
  if (path === null) return null;
  const found = fields
    .filter(({ key, refusedAt }) => within(path, key) || (refusedAt !== undefined && within(path, refusedAt)))
    .sort((a, b) => (b.refusedAt ?? b.key).length - (a.refusedAt ?? a.key).length);
  return found[0]?.key ?? null;
}

/** The path inside the entry. Null: it is of another, or of the whole. */
function pathIn(field: string, part: Part, number: number): string | null {
  for (const before of [`${part}[${number}].`, "entry."]) {
    if (field.startsWith(before)) return field.slice(before.length);
  }
  return null;
}

function within(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}

/** What is wrong by field; of words that may not be kept the service names the field in its sentence. */
export function errorsIn(errors: readonly FieldError[] | undefined, detail: string): readonly FieldError[] {
  if (errors && errors.length > 0) return errors;
  const [, field, reason] = /^(entry\.[\w.]+|reason|text) (holds .*)$/.exec(detail) ?? [];
  return field && reason ? [{ field, reason }] : [];
}

/** "What is expected, entry 11: " of what is about something else than what was sent; else nothing. */
function elsewhere(field: string, part: Part, number: number): string {
  if (field === "" || field === part || field.startsWith(`${part}[${number}]`) || field.startsWith("entry")) {
    return "";
  }
  const [, list, place] = /^([a-z_]+)\[(\d+)\]/.exec(field) ?? [];
  const title = LISTS.find((one) => one.part === list)?.title;
  return title ? `${title}, entry ${Number(place) + 1}: ` : `${field}: `;
}

/** "Entry 5, value: …" of what was typed as text, in the order of the lines. */
export function ofLines(errors: readonly FieldError[], part: Part): string[] {
  return errors.map(({ field, reason }) => {
    const [, number, rest] = new RegExp(`^${part}\\[(\\d+)\\]\\.?(.*)$`).exec(field) ?? [];
    if (number === undefined) return reason;
    return `Entry ${Number(number) + 1}${rest ? `, ${rest}` : ""}: ${reason}`;
  });
}

/** The number of an entry that reads as it was seen. Null: it has been changed or removed meanwhile. */
export function placeOf(seen: Entry, entries: readonly Entry[]): number | null {
  const wanted = JSON.stringify(seen);
  const place = entries.findIndex((entry) => JSON.stringify(entry) === wanted);
  return place < 0 ? null : place;
}
