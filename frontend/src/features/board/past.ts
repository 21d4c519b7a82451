// The last day's levels of the board that is open: fetched now and then, moved on by events. Draws nothing.
import { useCallback, useSyncExternalStore } from "react";
import type { Levels, LiveEvent } from "../../api/types";
import type { Live } from "../../live/picture";
import { followed, type Stretch, stretchesOf } from "../../ui/position/stretches";

interface Known {
  seq: number; // what has happened to the unit up to here is in it
  stretches: readonly Stretch[];
}

export interface Past {
  stream: string;
  seq: number;
  units: ReadonlyMap<string, Known>;
}

export function pastOf({ stream, seq, to, units }: Levels): Past {
  const known = Object.entries(units).map(([code, spans]): [string, Known] => [
    code,
    { seq, stretches: stretchesOf(spans, to) },
  ]);
  return { stream, seq, units: new Map(known) };
}

/** Another: the past is to be fetched again, since events before a new snapshot may never have been told. Null: not now. */
export function toFetchFor({ link, board }: Pick<Live, "link" | "board">): number | null {
  return link === "open" && board ? board.head : null;
}

/** With what has happened since, in any order; what nothing happened to stays the same object. */
export function withEvents(past: Past, events: readonly LiveEvent[]): Past {
  const units = new Map(past.units);
  let moved = false;
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    if (event.kind !== "level") continue;
    const known = units.get(event.unit) ?? { seq: past.seq, stretches: [] };
    if (event.seq <= known.seq) continue;
    units.set(event.unit, { seq: event.seq, stretches: followed(known.stretches, event) });
    moved = true;
  }
  return moved ? { ...past, units } : past;
}

let held: Past | null = null;
const readers = new Set<() => void>();

export function readPast(): Past | null {
  return held;
}

export function keepPast(past: Past | null): void {
  if (past === held) return;
  held = past;
  for (const reader of readers) reader();
}

const NONE: readonly Stretch[] = [];

/** None: no level could be told all day. Null: it could not be fetched. */
export function useStretches(system: string, unit: string): readonly Stretch[] | null {
  const read = useCallback(
    () => (held?.stream === system ? (held.units.get(unit)?.stretches ?? NONE) : null),
    [system, unit],
  );
  return useSyncExternalStore(subscribe, read);
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}
