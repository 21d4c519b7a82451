// What is held of one organisation now: for the room off the live board, for its provider by asking. One scene for both.
import { useCallback, useMemo } from "react";
import { takeOrganisation } from "../../api/client";
import type { Organisation, Picture } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import type { Scene } from "../../ui/position/scene";
import { namesOf } from "./placed";
import { type Taken, useTaken } from "./useTaken";

const MINUTE_MS = 60_000;

export interface Held {
  organisation: Taken<Organisation>;
  picture: Picture | null;
  scene: Scene;
  moved: string | null; // changes when anything of the unit has; null: not live
  behind: boolean; // newer figures are known of, and could not be had
  room: boolean;
}

export function usePosition(board: Board, live: Live, truth: Truth, code: string): Held {
  const take = useCallback(() => takeOrganisation(board.stream, code), [board.stream, code]);
  const shown = live.states[code] ?? null;
  const moved = truth.kind === "not-live" ? null : String(shown?.v ?? 0);
  const organisation = useTaken(take, moved);
  const room = board.disclosure === "all";
  const picture = room ? shown : (organisation.value?.picture ?? null);
  const at = truth.kind === "not-live" ? truth.asAt : truth.at;
  const scene = useScene(board, organisation.value, Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const behind = !room && organisation.failed !== null && (picture?.v ?? 0) < (shown?.v ?? 0);
  return { organisation, picture, scene, moved, behind, room };
}

function useScene(board: Board, organisation: Organisation | null, now: number): Scene {
  const { tree, metrics, stream, head } = board;
  return useMemo(
    () => ({
      system: stream,
      zone: tree.timezone,
      now,
      metrics: { ...metrics, ...organisation?.metrics },
      names: namesOf(tree),
      opened: head,
      looked: null,
      moved: new Set(),
      wall: false,
      figures: true,
      blank: false,
    }),
    [stream, tree, metrics, head, organisation?.metrics, now],
  );
}
