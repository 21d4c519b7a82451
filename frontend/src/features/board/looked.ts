// Where the reader last was, and what has changed since. Pure.
import type { LiveEvent } from "../../api/types";
import type { Live } from "../../live/picture";
import { MOST_EVENTS } from "../../live/reduce";
import type { Looked } from "../../ui/position/scene";
import { toMilliseconds } from "../../ui/time";
import type { Told } from "./told";

export function parseLooked(text: string | null): Looked | null {
  const [seq, at, ...rest] = (text ?? "").split(" ").map(Number);
  if (seq === undefined || at === undefined || rest.length > 0) return null;
  return Number.isSafeInteger(seq) && Number.isFinite(at) && seq > 0 ? { seq, at } : null;
}

export function writtenLooked({ seq, at }: Looked): string {
  return `${seq} ${at}`;
}

/** How far the picture on the screen goes. Null: there is none. */
export function lookOf({ board, seq, trueAt }: Live): Looked | null {
  return board && trueAt !== null ? { seq, at: trueAt } : null;
}

/** A look that lies ahead of the board is of another stream of the same name, or of one that went back. */
export function isOfThis(looked: Looked, now: Looked): boolean {
  return looked.seq <= now.seq && looked.at <= now.at;
}

/** Whose level has moved. Events tell exactly; where they no longer reach back, the time of the level does. */
export function movedSince({ states, events }: Live, looked: Looked | null): Set<string> {
  if (!looked) return new Set();
  const told = events.filter((event) => event.kind === "level" && event.seq > looked.seq);
  const since = Object.values(states).filter(
    (picture) =>
      picture.assessed &&
      picture.v > looked.seq &&
      picture.since !== null &&
      toMilliseconds(picture.since) > looked.at,
  );
  return new Set([
    ...told.map((event) => ("unit" in event ? event.unit : "")),
    ...since.map(({ unit }) => unit),
  ]);
}

export interface News {
  fresh: Told[]; // since the reader looked
  older: Told[];
  beyond: boolean; // there were more since then than a board holds
}

export function newsSince(told: readonly Told[], events: readonly LiveEvent[], looked: Looked | null): News {
  if (!looked) return { fresh: [], older: [...told], beyond: false };
  const isFresh = ({ event, with: others }: Told) => [event, ...others].some(({ seq }) => seq > looked.seq);
  const oldest = events.at(-1)?.seq ?? 0;
  return {
    fresh: told.filter(isFresh),
    older: told.filter((one) => !isFresh(one)),
    beyond: events.length >= MOST_EVENTS && oldest > looked.seq,
  };
}
