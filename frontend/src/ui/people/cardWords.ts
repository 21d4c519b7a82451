// How many cards an organisation has to work, and how many are late. Pure.
import type { Card } from "../../api/types";
import { many } from "./who";

export function isLateCard({ overdue, state, late_at }: Card, now: number): boolean {
  return state !== "review" && (overdue || Date.parse(late_at) <= now);
}

/** "3 cards, 1 late". Null: none. */
export function cardsInWords(cards: readonly Card[], now: number): string | null {
  if (cards.length === 0) return null;
  const late = cards.filter((card) => isLateCard(card, now)).length;
  return `${many(cards.length, "card")}${late > 0 ? `, ${late} late` : ""}`;
}
