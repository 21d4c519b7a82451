// What every strip needs to know of the moment; the same object until the minute or something else in it turns.
import { useDeferredValue, useRef } from "react";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { namesOf, pillarCodes } from "../../ui/position/names";
import type { Looked, Scene } from "../../ui/position/scene";
import { movedSince } from "./looked";

interface Moment {
  board: Board;
  live: Live;
  truth: Truth;
  wall: boolean;
  looked: Looked | null;
}

export function useScene({ board, live, truth, wall, looked }: Moment): Scene {
  const opened = useRef(live.seq);
  const named = useRef<{ board: Board; names: Scene["names"]; pillars: ReadonlySet<string> } | null>(null);
  const kept = useRef<Scene | null>(null);
  if (named.current?.board !== board) {
    named.current = { board, names: namesOf(board.tree), pillars: pillarCodes(board.tree) };
  }
  const cut = truth.kind === "not-live";
  const blank = cut && truth.blank;
  const next: Scene = {
    system: board.stream,
    zone: board.tree.timezone,
    now: Math.floor((cut ? truth.asAt : truth.at) / 60_000) * 60_000,
    metrics: board.metrics,
    names: named.current.names,
    pillars: named.current.pillars,
    opened: truth.kind === "past" ? live.seq : opened.current, // nothing of the past is news
    looked,
    wall,
    figures: board.disclosure === "all" && !blank,
    blank,
  };
  if (!kept.current || !isSame(kept.current, next)) kept.current = next;
  return useUnhurried(kept.current);
}

/** When the minute turns every strip is drawn again: between frames, not instead of some. All else is at once. */
function useUnhurried(scene: Scene): Scene {
  const later = useDeferredValue(scene);
  return isSame(later, { ...scene, now: later.now }) ? later : scene;
}

/** Whose level has moved since the last look; the same object until another one's has. */
export function useMoved(live: Live, looked: Looked | null): ReadonlySet<string> {
  const kept = useRef<ReadonlySet<string> | null>(null);
  kept.current = sameOr(kept.current, movedSince(live, looked));
  return kept.current;
}

function isSame(a: Scene, b: Scene): boolean {
  const keys = Object.keys(b) as (keyof Scene)[];
  return keys.every((key) => a[key] === b[key]);
}

export function sameOr(before: ReadonlySet<string> | null, now: ReadonlySet<string>): ReadonlySet<string> {
  const same = before?.size === now.size && [...now].every((code) => before.has(code));
  return before && same ? before : now;
}
