// Where an organisation stands in its system. Pure.
import type { Tree, Unit } from "../../api/types";

export interface Placed {
  unit: Unit;
  place: string | null; // its name; null: it belongs to no single place
}

export function placed(tree: Tree, code: string): Placed | null {
  for (const { name, units } of tree.places) {
    const unit = units.find((one) => one.code === code);
    if (unit) return { unit, place: name };
  }
  const unit = tree.system_wide.find((one) => one.code === code);
  return unit ? { unit, place: null } : null;
}
