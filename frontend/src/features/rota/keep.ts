// Whose rota a reader keeps: the room every seat's, a provider's people those at their own. The service decides. Pure.
import type { Tree, TreeSeat } from "../../api/types";
import type { Reader } from "../../ui/people/room";
import { unitsOf } from "../../ui/position/names";

export function keepable(seats: readonly TreeSeat[], { role, units }: Reader, tree: Tree): TreeSeat[] {
  if (role === "director" || role === "room_lead") return [...seats];
  if (role !== "provider") return [];
  const own = unitsOf(tree).filter(({ code }) => units.length === 0 || units.includes(code));
  const codes = new Set(own.flatMap(({ code, provider }) => [code, provider]));
  return seats.filter(({ at }) => codes.has(at));
}
