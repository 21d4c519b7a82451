// Finding an organisation by what people call it. Pure.
import { type Column, pillarName, type Seat } from "./roster";

export interface Known {
  seat: Seat;
  place: string;
}

export function knownOf(columns: readonly Column[]): Known[] {
  return columns.flatMap(({ name, seats }) => seats.map((seat) => ({ seat, place: name })));
}

/** Every word must begin a word of its name, short name, code, kind or place. Best first: name before place. */
export function foundBy(known: readonly Known[], typed: string): Known[] {
  const words = wordsOf(typed);
  if (words.length === 0) return [...known];
  const matching = known.filter((one) => {
    const own = [...callings(one.seat), ...wordsOf(one.place)];
    return words.every((word) => own.some((other) => other.startsWith(word)));
  });
  return matching.sort((a, b) => missed(a, words) - missed(b, words));
}

function missed({ seat: { unit } }: Known, words: readonly string[]): number {
  const own = [...wordsOf(unit.name), ...wordsOf(unit.short), ...wordsOf(unit.code)];
  return words.filter((word) => !own.some((other) => other.startsWith(word))).length;
}

function callings({ unit }: Seat): string[] {
  const { name, short, code, pillar, kind } = unit;
  return [name, short, code, pillarName(pillar), pillar, kind, initialsOf(name)].flatMap(wordsOf);
}

/** "MKUH" is what everybody says for Milton Keynes University Hospital. */
function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => /^[A-Z]/.test(word))
    .map((word) => word.charAt(0))
    .join("");
}

/** "RD8-MKH" is found by its whole and by its parts. */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const whole = plain.split(/\s+/).filter((word) => word !== "");
  return [...new Set([...whole, ...plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "")])];
}
