// Where a line of a pack leads. Pure.
import type { Item } from "../../api/types";
import { alertAddress, cardsAddress, organisationAddress, rotaAddress } from "../../ui/address";

/** Null: there is nothing more to see of it. `units`: the organisations; only they have a page of their own. */
export function itemAddress(
  { key, ref, unit }: Item,
  system: string,
  units: ReadonlySet<string>,
): string | null {
  if (ref?.startsWith("alert-")) return alertAddress(system, ref);
  if (ref?.startsWith("card-")) return cardsAddress(system, { card: ref });
  if (ref?.startsWith("shift-") || key.startsWith("gap:")) return rotaAddress(system);
  return unit && units.has(unit) ? organisationAddress(system, unit) : null;
}
