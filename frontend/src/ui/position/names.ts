// What the system, its places and its organisations are called, by code. Pure.
import type { Tree, Unit } from "../../api/types";

export function unitsOf(tree: Tree): Unit[] {
  return [...tree.places.flatMap(({ units }) => units), ...tree.system_wide];
}

export function namesOf(tree: Tree): Map<string, string> {
  return new Map([tree, ...tree.places, ...unitsOf(tree)].map(({ code, name }) => [code, name]));
}
