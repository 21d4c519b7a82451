// What comes due next: a handover, the end of a declaration, a card, a promise. Pure.
import type { Alert } from "../api/types";
import { handoverInHand, type Matters, openMatters, watchOf } from "./matters";

export interface Deadline {
  what: "handover" | "declaration" | "card" | "commitment";
  at: number; // service time
  unit: string;
  matter: string; // its id
  words: string; // of the matter: a card's title, what was promised; else empty
}

/** The earliest that still lies ahead. Null: none is known. */
export function nextDeadline(matters: Matters, now: number): Deadline | null {
  const ahead = deadlines(matters).filter(({ at }) => at > now);
  return ahead.sort((a, b) => a.at - b.at || (a.matter < b.matter ? -1 : 1))[0] ?? null;
}

function deadlines(matters: Matters): Deadline[] {
  return [
    ...ofHandover(matters),
    ...openMatters(matters, "declaration").map(({ id, unit, until }): Deadline => {
      return { what: "declaration", at: Date.parse(until), unit, matter: id, words: "" };
    }),
    ...openMatters(matters, "card").map(({ id, unit, late_at, title }): Deadline => {
      return { what: "card", at: Date.parse(late_at), unit, matter: id, words: title };
    }),
    ...openMatters(matters, "alert").flatMap(ofCommitment),
  ];
}

/** Before it is written, the watch alone knows its hour. */
function ofHandover(matters: Matters): Deadline[] {
  const drafted = handoverInHand(matters);
  const watch = watchOf(matters);
  const matter = drafted ?? watch;
  const hour = drafted?.hour ?? watch?.until;
  if (!matter || !hour) return [];
  return [{ what: "handover", at: Date.parse(hour), unit: matter.unit, matter: matter.id, words: "" }];
}

function ofCommitment({ id, unit, commitment }: Alert): Deadline[] {
  if (!commitment?.until) return [];
  const words = commitment.commitment ?? "";
  return [{ what: "commitment", at: Date.parse(commitment.until), unit, matter: id, words }];
}
