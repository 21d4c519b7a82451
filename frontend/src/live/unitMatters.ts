// What people are dealing with at each unit, kept the same object for as long as it is the same. Pure.
import type { Alert, Card, Declaration, Matter, Told } from "../api/types";
import { alertsOf, cardsOf, declarationOf, isUnowned, type Matters, noticesOf } from "./matters";

export interface UnitMatters {
  declaration: Declaration | null;
  alerts: readonly Alert[];
  cards: readonly Card[];
  notices: readonly Told[];
}

export type ByUnit = ReadonlyMap<string, UnitMatters>;

const SHOWN: readonly Matter["kind"][] = ["declaration", "alert", "card", "notice"];

/** Units that nobody deals with are not in it. `before`: what it was, from which the unchanged are taken. */
export function byUnit(matters: Matters, before: ByUnit | null): ByUnit {
  const units = new Set(
    Object.values(matters)
      .filter(({ kind }) => SHOWN.includes(kind))
      .map(({ unit }) => unit),
  );
  const found = [...units].flatMap((unit): [string, UnitMatters][] => {
    const own = ofUnit(matters, unit);
    const was = before?.get(unit);
    if (isNothing(own)) return [];
    return [[unit, was && isSame(was, own) ? was : own]];
  });
  const same = before?.size === found.length && found.every(([unit, own]) => before.get(unit) === own);
  return before && same ? before : new Map(found);
}

function ofUnit(matters: Matters, unit: string): UnitMatters {
  return {
    declaration: declarationOf(matters, unit),
    alerts: alertsOf(matters, unit),
    cards: cardsOf(matters, unit),
    notices: noticesOf(matters, unit),
  };
}

function isNothing({ declaration, alerts, cards, notices }: UnitMatters): boolean {
  return declaration === null && alerts.length + cards.length + notices.length === 0;
}

function isSame(a: UnitMatters, b: UnitMatters): boolean {
  return (
    a.declaration === b.declaration &&
    areSame(a.alerts, b.alerts) &&
    areSame(a.cards, b.cards) &&
    areSame(a.notices, b.notices)
  );
}

function areSame(a: readonly Matter[], b: readonly Matter[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** Cards and alerts of a unit that nobody has. */
export function unownedIn({ cards, alerts }: UnitMatters): number {
  return [...cards, ...alerts].filter(isUnowned).length;
}
