// What has happened, newest first: changes of level and what people did, in one list. Pure.
import type { LiveEvent } from "../../api/types";
import { keyOf } from "../../live/reduce";
import type { Act } from "../../ui/people/acts";
import type { Looked } from "../../ui/position/scene";
import { toMilliseconds } from "../../ui/time";
import { newsSince } from "./looked";
import { foldRollUps, type Told } from "./told";

export type Entry = { key: string; at: number } & ({ kind: "level"; told: Told } | { kind: "act"; act: Act });

export interface Lately {
  fresh: Entry[]; // since the reader looked
  older: Entry[];
  beyond: boolean; // there were more changes since then than a board holds
}

/** An act has no seq of its own: since when the reader looked is told by its time. */
export function entriesOf(events: readonly LiveEvent[], acts: readonly Act[], looked: Looked | null): Lately {
  const levels = events.filter(({ kind }) => kind !== "act");
  const { fresh, older, beyond } = newsSince(foldRollUps(levels), levels, looked);
  const isFresh = ({ at }: Act) => looked !== null && at > looked.at;
  return {
    fresh: joined(
      fresh,
      acts.filter((act) => isFresh(act)),
    ),
    older: joined(
      older,
      acts.filter((act) => !isFresh(act)),
    ),
    beyond,
  };
}

/** Changes of level stay in their own order, which is that of their seq; at one moment what was done because of one
 * stands above it. */
function joined(told: readonly Told[], acts: readonly Act[]): Entry[] {
  const entries: Entry[] = [];
  let next = 0;
  for (const one of told) {
    const at = toMilliseconds(one.event.effective_at);
    for (let act = acts[next]; act && act.at >= at; act = acts[next]) {
      entries.push(entryOf(act));
      next += 1;
    }
    entries.push({ kind: "level", key: keyOf(one.event), at, told: one });
  }
  return [...entries, ...acts.slice(next).map(entryOf)];
}

function entryOf(act: Act): Entry {
  return { kind: "act", key: act.key, at: act.at, act };
}
