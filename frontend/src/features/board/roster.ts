// Who is on the board, where, and how many stand where: the tree and the pictures joined. Pure.
import type { Picture, Tree, Unit } from "../../api/types";
import type { Live } from "../../live/picture";
import type { ByUnit, UnitMatters } from "../../live/unitMatters";

export interface Seat {
  unit: Unit;
  picture: Picture | null;
  people?: UnitMatters | null; // what people are dealing with there; none: nothing
}

export interface Column {
  code: string;
  name: string;
  picture: Picture | null; // the place's own roll-up
  seats: Seat[];
}

export const ACROSS = "across";

const PILLARS: Record<string, string> = {
  acute: "Acute",
  community: "Community",
  mental_health: "Mental health",
  nhs111: "NHS 111",
  ambulance: "Ambulance",
  council: "Councils",
  primary_care: "Primary care",
};

export function pillarName(pillar: string): string {
  return PILLARS[pillar] ?? pillar;
}

export function columnsOf(tree: Tree, states: Live["states"], people: ByUnit | null = null): Column[] {
  const seated = (units: readonly Unit[]) =>
    units.map((unit) => {
      return { unit, picture: states[unit.code] ?? null, people: people?.get(unit.code) ?? null };
    });
  const places = tree.places.map(({ code, name, units }) => {
    return { code, name, picture: states[code] ?? null, seats: seated(units) };
  });
  if (tree.system_wide.length === 0) return places;
  return [
    ...places,
    { code: ACROSS, name: "Across the system", picture: null, seats: seated(tree.system_wide) },
  ];
}

export function allSeats(columns: readonly Column[]): Seat[] {
  return columns.flatMap((column) => column.seats);
}

/** The same organisations in the same order, each with the very same picture. */
export function areSame(some: readonly Seat[], others: readonly Seat[]): boolean {
  const same = ({ unit, picture }: Seat, i: number) =>
    unit === others[i]?.unit && picture === others[i]?.picture;
  return some.length === others.length && some.every(same);
}

/** No rules are assigned to it. One that nothing is known of yet is not among these: it is simply unknown. */
export function isUnassessed({ picture }: Seat): boolean {
  return picture !== null && !picture.assessed;
}

/** One that nothing is known of yet is not calm either, where its kind is one that has rules. */
export function isJudged({ unit, picture }: Seat): boolean {
  return picture ? picture.assessed : unit.pillar === "acute";
}

export interface Pillar {
  code: string;
  name: string;
  seats: Seat[];
  assessed: Seat[];
}

/** In the order they first appear, the acute one first. */
export function pillarsOf(seats: readonly Seat[]): Pillar[] {
  const codes = [...new Set(["acute", ...seats.map(({ unit }) => unit.pillar)])];
  return codes.map((code) => {
    const own = seats.filter(({ unit }) => unit.pillar === code);
    return {
      code,
      name: pillarName(code),
      seats: own,
      assessed: own.filter(({ picture }) => picture?.assessed),
    };
  });
}

/** How bad, for sorting: what cannot be said ranks by what it could be, just under the level itself. */
function severity(picture: Picture | null): number {
  if (!picture?.assessed) return -1;
  const share = Number(picture.available) > 0 ? Number(picture.score) / Number(picture.available) : 0;
  if (!picture.stated || picture.level === null) return picture.ceiling * 10 - 1;
  return picture.level * 10 + (picture.ceiling - picture.level) + Math.min(share, 1) / 2;
}

export function worstFirst(seats: readonly Seat[]): Seat[] {
  return [...seats].sort((a, b) => severity(b.picture) - severity(a.picture));
}
