// The scene of a page that is not the board: the same object until the minute or the picture's frame turns.
import { useMemo } from "react";
import type { Board } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { namesOf } from "./names";
import type { Scene } from "./scene";

const MINUTE_MS = 60_000;

export function useQuietScene({ tree, metrics, stream, head, disclosure }: Board, truth: Truth): Scene {
  const cut = truth.kind === "not-live";
  const now = Math.floor((cut ? truth.asAt : truth.at) / MINUTE_MS) * MINUTE_MS;
  const blank = cut && truth.blank;
  const figures = disclosure === "all" && !blank;
  return useMemo(
    () => ({
      system: stream,
      zone: tree.timezone,
      now,
      metrics,
      names: namesOf(tree),
      opened: head,
      looked: null,
      wall: false,
      figures,
      blank,
    }),
    [stream, tree, metrics, head, now, figures, blank],
  );
}
