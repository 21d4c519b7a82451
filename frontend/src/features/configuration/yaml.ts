// A list as lines of YAML, one entry a line, as the service writes them itself. Reads none. Pure.
import type { Entry } from "./entries";

const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_@./-]*( [A-Za-z0-9_@./-]+)*$/;
const NOT_WORDS = /^(true|false|null|~|[-+]?[0-9]+(\.[0-9]+)?)$/;

export function linesOf(entries: readonly Entry[]): string {
  return entries.map((entry) => `- ${flow(entry)}\n`).join("");
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, one]) => `${flow(key)}: ${flow(one)}`);
    return `{${pairs.join(", ")}}`;
  }
  return typeof value === "string" ? word(value) : String(value);
}

/** Plain where it reads back as the same, else in double quotes. */
function word(text: string): string {
  return PLAIN.test(text) && !NOT_WORDS.test(text) ? text : JSON.stringify(text);
}
