// Who is on the board, where, and how many stand where: the tree and the pictures joined. Pure.
import type { Picture, Tree, TreePillar, Unit } from "../../api/types";
import type { Live } from "../../live/picture";
import type { ByUnit, UnitMatters } from "../../live/unitMatters";
import { isConfirmed } from "../../ui/position/basis";

export interface Seat {
  unit: Unit;
  picture: Picture | null;
  people?: UnitMatters | null; // what people are dealing with there; none: nothing
}

export interface Column {
  code: string;
  name: string;
  picture: Picture | null; // the place's own roll-up
  pillars?: readonly PillarBody[]; // of the place, each with a roll-up of its own
  seats: Seat[];
}

/** One pillar of a place or of the system, which has a level of its own. */
export interface PillarBody extends TreePillar {
  picture: Picture | null;
}

export function bodiesOf(pillars: readonly TreePillar[], states: Live["states"]): PillarBody[] {
  return pillars.map((pillar) => ({ ...pillar, picture: states[pillar.code] ?? null }));
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
  const places = tree.places.map(({ code, name, units, pillars }) => {
    return {
      code,
      name,
      picture: states[code] ?? null,
      pillars: bodiesOf(pillars, states),
      seats: seated(units),
    };
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

/** Without a level that counts: not assessed, on trial, or as somebody declares it. Its strip is a quieter one. */
export function isPlain({ picture }: Seat): boolean {
  return picture !== null && !isConfirmed(picture);
}

/** One that nothing is known of yet is not calm either, where its kind is one that has rules. */
export function isJudged({ unit, picture }: Seat): boolean {
  return picture ? isConfirmed(picture) : unit.pillar === "acute";
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

/** How bad, for sorting: what cannot be said ranks by what it could be, just under the level itself. A level that does
    not count comes after all that do. */
function severity(picture: Picture | null): number {
  if (!picture?.assessed) return -1;
  if (!isConfirmed(picture)) return -1 + (picture.stated ? (picture.level ?? 0) : 0) / 10;
  const share = Number(picture.available) > 0 ? Number(picture.score) / Number(picture.available) : 0;
  if (!picture.stated || picture.level === null) return picture.ceiling * 10 - 1;
  return picture.level * 10 + (picture.ceiling - picture.level) + Math.min(share, 1) / 2;
}

export function worstFirst(seats: readonly Seat[]): Seat[] {
  return [...seats].sort((a, b) => severity(b.picture) - severity(a.picture));
}
