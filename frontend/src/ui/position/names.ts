// What the system, its places and its organisations are called, by code. Pure.
import type { Tree, Unit } from "../../api/types";

export function unitsOf(tree: Tree): Unit[] {
  return [...tree.places.flatMap(({ units }) => units), ...tree.system_wide];
}

export function namesOf(tree: Tree): Map<string, string> {
  const named = [tree, ...tree.places, ...unitsOf(tree)].map(({ code, name }): [string, string] => [
    code,
    name,
  ]);
  const pillars = [tree, ...tree.places].flatMap((body) =>
    body.pillars.map(({ code, name }): [string, string] => [code, `${name}, ${body.name}`]),
  );
  return new Map([...named, ...pillars]);
}

export function pillarCodes(tree: Tree): ReadonlySet<string> {
  return new Set([tree, ...tree.places].flatMap(({ pillars }) => pillars.map(({ code }) => code)));
}
