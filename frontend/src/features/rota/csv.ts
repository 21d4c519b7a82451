// A rota as text: what a file must hold, and which of its lines the service refused and why. Pure.
import type { Rota, TreeSeat } from "../../api/types";

export const HEADING = "seat,person,starts_at,ends_at";

export interface Refused {
  line: number | null; // as an editor counts, the heading being 1; null: the whole file
  text: string | null; // what stands there
  reason: string;
}

/** In the order of the lines; what is of no line comes first. The service counts from the line after the heading. */
export function refusedLines(errors: readonly { field: string; reason: string }[], text: string): Refused[] {
  const lines = text.split(/\r\n|\n|\r/);
  return errors
    .map(({ field, reason }) => {
      const number = /^line (\d{1,6})$/.exec(field)?.[1];
      if (number === undefined)
        return { line: null, text: null, reason: field && field !== "file" ? `${field}: ${reason}` : reason };
      const line = Number(number) + 1;
      return { line, text: lines[line - 1]?.trim() || null, reason };
    })
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** "3 of 28 lines were refused. Nothing was stored: …" */
export function refusedInWords(refused: readonly Refused[]): string {
  const lines = new Set(refused.flatMap(({ line }) => (line === null ? [] : [line]))).size;
  const said =
    lines === 0 ? "The rota was refused" : lines === 1 ? "1 line was refused" : `${lines} lines were refused`;
  return `${said}, so nothing was stored. Put it right and send it again.`;
}

/** Null: there is something to send. */
export function nothingToSend(text: string): string | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  if (lines.length === 0) return "Paste the lines of the rota, or choose a file.";
  const only = lines.length === 1 && lines[0]?.trim().toLowerCase() === HEADING;
  return only ? "There is only the heading. Add a line for each shift below it." : null;
}

/** Two lines to go by, with a seat and a person that there are. */
export function exampleOf(
  { seats, people }: { seats: readonly TreeSeat[]; people: Rota["people"] },
  now: number,
): string {
  const day = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  const shift = `${day(1)} 20:00,${day(2)} 08:00`;
  return `${HEADING}\n${seats[0]?.key ?? "seat"},${people[0]?.name ?? "person"},${shift}`;
}
