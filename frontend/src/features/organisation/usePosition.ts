// What is held of one organisation now: for the room off the live board, for its provider by asking. One scene for both.
import { useCallback, useMemo, useRef } from "react";
import { takeOrganisation } from "../../api/client";
import type { Organisation, Picture } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { PAUSE_MS } from "../../ui/inquiry";
import { namesOf } from "../../ui/position/names";
import type { Scene } from "../../ui/position/scene";
import { type Taken, useTaken } from "../../ui/useTaken";
import { type Abreast, abreastOf, ownTruth } from "./abreast";

const MINUTE_MS = 60_000;
/** A provider's own figures are true only once they are fetched: oftener than what stands beside the room's live ones. */
const OWN_PAUSE_MS = 1_000;

export interface Held {
  organisation: Taken<Organisation>;
  picture: Picture | null;
  truth: Truth; // of what is shown
  scene: Scene;
  moved: string | null; // changes when anything of the unit has; null: not live
  behind: boolean; // newer figures are known of, and could not be had
  room: boolean;
}

export function usePosition(board: Board, live: Live, truth: Truth, code: string): Held {
  const take = useCallback(() => takeOrganisation(board.stream, code), [board.stream, code]);
  const shown = live.states[code] ?? null;
  const moved = truth.kind === "not-live" ? null : String(shown?.v ?? 0);
  const room = board.disclosure === "all";
  const organisation = useTaken(take, moved, room ? PAUSE_MS : OWN_PAUSE_MS);
  const own = organisation.value;
  const picture = room ? shown : (own?.picture ?? null);
  const fetched = useOwnTruth(live, truth, picture, shown);
  const told = room || !own ? truth : fetched;
  const at = told.kind === "not-live" ? told.asAt : told.at;
  const scene = useScene(board, own, Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const behind = !room && organisation.failed !== null && (picture?.v ?? 0) < (shown?.v ?? 0);
  return { organisation, picture, truth: told, scene, moved, behind, room };
}

function useOwnTruth(live: Live, truth: Truth, picture: Picture | null, newest: Picture | null): Truth {
  const abreast = useRef<Abreast | null>(null);
  const versions = { shown: picture?.v ?? 0, known: newest?.v ?? 0 };
  abreast.current = abreastOf(abreast.current, truth, live.real, versions);
  return ownTruth(truth, abreast.current, live.real);
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
      wall: false,
      figures: true,
      blank: false,
    }),
    [stream, tree, metrics, head, organisation?.metrics, now],
  );
}
