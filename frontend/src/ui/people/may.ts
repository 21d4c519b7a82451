// What a reader is offered to do. The service decides; this keeps from offering what it would always refuse. Pure.
import type { Reader } from "./room";

/** Declares, tells and works cards at a unit: the room anywhere, a provider's people at their own. */
export function mayActAt(reader: Reader | null, unit: string): boolean {
  if (reader === null) return false;
  if (reader.role === "director" || reader.role === "room_lead") return true;
  return reader.role === "provider" && (reader.units.length === 0 || reader.units.includes(unit));
}

/** Declares a level of a place or of the whole system: the room alone. */
export function mayActAtBody(reader: Reader | null): boolean {
  return reader?.role === "director" || reader?.role === "room_lead";
}
