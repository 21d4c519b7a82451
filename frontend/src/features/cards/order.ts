// Which cards are shown, in which groups and order: the overdue first, an organisation always in the same place. Pure.
import type { Card, Tree } from "../../api/types";
import { currentShift, type Matters } from "../../live/matters";
import { isLateCard } from "../../ui/people/cardWords";

export type Filter = "mine" | "unowned" | "overdue" | "review" | "stand_down";

export const FILTERS: readonly { filter: Filter; name: string }[] = [
  { filter: "mine", name: "mine" },
  { filter: "unowned", name: "nobody has" },
  { filter: "overdue", name: "overdue" },
  { filter: "review", name: "to review" },
  { filter: "stand_down", name: "stand-down" },
];

/** Who looks, at what time, and who sits where. */
export interface Looking {
  reader: string;
  now: number;
  matters: Matters;
}

/** Whose card it is: who took it, else whoever sits in its seat. Null: nobody. */
export function ownerOf({ owner, owner_seat }: Card, { matters, now }: Omit<Looking, "reader">) {
  return owner ?? currentShift(matters, owner_seat, now)?.person ?? null;
}

export function passes(card: Card, filter: Filter, looking: Looking): boolean {
  switch (filter) {
    case "mine":
      return ownerOf(card, looking)?.id === looking.reader;
    case "unowned":
      return card.owner == null;
    case "overdue":
      return isLateCard(card, looking.now);
    case "review":
      return card.state === "review";
    case "stand_down":
      return card.purpose === "stand_down";
  }
}

/** What a unit has to do, and what others have to do because of it. Null: of every unit. */
export function ofUnit(cards: readonly Card[], unit: string | null): readonly Card[] {
  return unit === null ? cards : cards.filter((card) => card.unit === unit || card.about === unit);
}

/** Overdue before the rest, under review last; within these by when each is due. */
export function soonestFirst(cards: readonly Card[], now: number): Card[] {
  const rank = (card: Card) => (isLateCard(card, now) ? 0 : card.state === "review" ? 2 : 1);
  return [...cards].sort(
    (a, b) =>
      rank(a) - rank(b) || Date.parse(a.late_at) - Date.parse(b.late_at) || a.id.localeCompare(b.id, "en"),
  );
}

export interface CardGroup {
  code: string;
  name: string;
  place: string | null; // the name of the place it is in; null: the system's own, the region's
  cards: Card[];
}

/** The system's first, then the region's, then each organisation's in the board's own order. */
export function groupsOf(cards: readonly Card[], tree: Tree, now: number): CardGroup[] {
  const bodies: Omit<CardGroup, "cards">[] = [
    { code: tree.code, name: tree.name, place: null },
    ...tree.places.flatMap((place) => [
      { code: place.code, name: place.name, place: place.name },
      ...place.units.map(({ code, name }) => ({ code, name, place: place.name })),
    ]),
    ...tree.system_wide.map(({ code, name }) => ({ code, name, place: "Across the system" })),
  ];
  const known = new Set(bodies.map(({ code }) => code));
  const beyond = [...new Set(cards.map(({ unit }) => unit))].filter((code) => !known.has(code)).sort();
  const [own, ...units] = bodies;
  const others = beyond.map((code) => ({ code, name: `Region (${code})`, place: null }));
  return [...(own ? [own] : []), ...others, ...units]
    .map((body) => ({
      ...body,
      cards: soonestFirst(
        cards.filter(({ unit }) => unit === body.code),
        now,
      ),
    }))
    .filter((group) => group.cards.length > 0);
}
