// What people are dealing with, picked out of all matters held. Pure; decides nothing that the service decides.
import type { Alert, Card, Declaration, Handover, Matter, Picture, Shift, Told, Watch } from "../api/types";
import type { Live } from "./picture";

export type Matters = Live["matters"];
type Kind = Matter["kind"];
type OfKind<K extends Kind> = Extract<Matter, { kind: K }>;

/** Those of a kind, open or closed, the newest first. */
export function mattersOf<K extends Kind>(matters: Matters, kind: K): OfKind<K>[] {
  return Object.values(matters)
    .filter((matter): matter is OfKind<K> => matter.kind === kind)
    .sort((a, b) => Date.parse(b.opened_at) - Date.parse(a.opened_at) || (a.id < b.id ? -1 : 1));
}

export function openMatters<K extends Kind>(matters: Matters, kind: K): OfKind<K>[] {
  return mattersOf(matters, kind).filter(isOpen);
}

export function isOpen({ closed_at }: Pick<Matter, "closed_at">): boolean {
  return closed_at == null;
}

/** The declaration in force: a new one replaces the one before. */
export function declarationOf(matters: Matters, unit: string): Declaration | null {
  return openMatters(matters, "declaration").find((one) => one.unit === unit) ?? null;
}

/** Those that are not over, of one unit. */
export function alertsOf(matters: Matters, unit: string): Alert[] {
  return openMatters(matters, "alert").filter((one) => one.unit === unit);
}

/** What is still to be done at a unit. */
export function cardsOf(matters: Matters, unit: string): Card[] {
  return openMatters(matters, "card").filter((one) => one.unit === unit);
}

/** What partners were told of a unit, the newest first. */
export function noticesOf(matters: Matters, unit: string): Told[] {
  return mattersOf(matters, "notice").filter((one) => one.unit === unit);
}

export function watchOf(matters: Matters): Watch | null {
  return openMatters(matters, "watch")[0] ?? null;
}

/** The one that is being written or waits to be accepted; of several the earliest. */
export function handoverInHand(matters: Matters): Handover | null {
  const drafting = openMatters(matters, "handover").filter(({ state }) => state === "drafting");
  return drafting.sort((a, b) => Date.parse(a.hour) - Date.parse(b.hour))[0] ?? null;
}

/** Who sits in a seat at a moment. Where two shifts overlap, the one that began later: a seat taken over. */
export function currentShift(matters: Matters, seat: string, now: number): Shift | null {
  const sitting = openMatters(matters, "shift").filter(
    (one) => one.seat === seat && Date.parse(one.starts_at) <= now && now < Date.parse(one.ends_at),
  );
  return sitting.sort((a, b) => Date.parse(b.starts_at) - Date.parse(a.starts_at))[0] ?? null;
}

/** The higher of the level shown and the one declared: what cards and calls go by. Null: neither is known. */
export function actingLevel(picture: Picture | null, declaration: Declaration | null): number | null {
  const shown = picture?.assessed && picture.stated ? picture.level : null;
  const declared = declaration && isOpen(declaration) ? declaration.level : null;
  if (shown === null || declared === null) return shown ?? declared;
  return Math.max(shown, declared);
}

/** By how many levels what is declared and what is shown differ. Null: one of them is not known. */
export function levelsApart(picture: Picture | null, declaration: Declaration | null): number | null {
  const shown = picture?.assessed && picture.stated ? picture.level : null;
  if (shown === null || !declaration || !isOpen(declaration)) return null;
  return Math.abs(shown - declaration.level);
}

/** A card that nobody has taken, or an alert that nobody has answered. */
export function isUnowned(matter: Matter): boolean {
  if (!isOpen(matter)) return false;
  if (matter.kind === "card") return matter.owner == null;
  return (
    matter.kind === "alert" &&
    matter.holder == null &&
    (matter.state === "chasing" || matter.state === "exhausted")
  );
}
