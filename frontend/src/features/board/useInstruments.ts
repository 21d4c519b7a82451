// What a reader has set: filters, order, where the last look was; and what follows from it for the page.
import { useEffect, useMemo, useRef } from "react";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { type ByUnit, byUnit } from "../../live/unitMatters";
import { unitsOf } from "../../ui/position/names";
import type { Scene } from "../../ui/position/scene";
import { useStored } from "../../ui/stored";
import { useMedia } from "../../ui/useMedia";
import { arrangementOf, type Order, orderFrom } from "./order";
import { goToStrip, type Reach } from "./reach";
import { type Column, columnsOf } from "./roster";
import { type Arranged, useArrangement } from "./useArrangement";
import { type Looking, useLooked } from "./useLooked";
import { useMoved, useScene } from "./useScene";
import { type Showing, useShown } from "./useShown";

export interface Instruments {
  columns: Column[];
  scene: Scene;
  moved: ReadonlySet<string>; // whose level has, since the reader last looked
  narrow: boolean;
  looking: Looking;
  showing: Showing;
  order: Order;
  turnOrder: (() => void) | null; // null: there is room for one order only
  arranged: Arranged;
  reach: Reach;
}

export interface Watching {
  board: Board;
  live: Live;
  truth: Truth;
  wall: boolean;
  reader: string; // whose last look it is: several people may share a screen
}

export function useInstruments({ board, live, truth, wall, reader }: Watching): Instruments {
  const narrow = useMedia("(max-width: 40rem)") && !wall;
  const blank = truth.kind === "not-live" && truth.blank;
  const looking = useLooked(`${board.stream}:${reader}`, live, blank, wall || truth.kind === "past");
  const scene = useScene({ board, live, truth, wall, looked: looking.looked });
  const moved = useMoved(live, looking.looked);
  const showing = useShown(wall);
  const [kept, keep] = useStored("surgeline:order");
  const order = wall ? "place" : narrow ? "pressure" : orderFrom(kept);
  const people = usePeople(live.matters);
  const columns = useMemo(
    () => columnsOf(board.tree, live.states, people),
    [board.tree, live.states, people],
  );
  const arranged = useArrangement(arrangementOf(columns, order, showing.shown, moved));
  const reach = useReachOf(board, arranged.arrangement.codes, showing.showAll);
  const turnOrder = narrow ? null : () => keep(order === "pressure" ? "place" : "pressure");
  return { columns, scene, moved, narrow, looking, showing, order, turnOrder, arranged, reach };
}

/** By organisation; of whom nothing has changed, the same object as before. */
function usePeople(matters: Live["matters"]): ByUnit {
  const before = useRef<ByUnit | null>(null);
  const people = useMemo(() => byUnit(matters, before.current), [matters]);
  useEffect(() => {
    before.current = people;
  }, [people]);
  return people;
}

/** An organisation that the filter hides is shown again before it is gone to. The same object for as long as the
 * tree is: who reads it is not drawn again with every frame. */
function useReachOf(board: Board, codes: readonly string[], showAll: () => void): Reach {
  const latest = useRef({ codes, showAll });
  useEffect(() => {
    latest.current = { codes, showAll };
  });
  return useMemo(() => {
    const units = new Set(unitsOf(board.tree).map(({ code }) => code));
    return {
      has: (code) => units.has(code),
      goTo(code) {
        if (!latest.current.codes.includes(code)) latest.current.showAll();
        goToStrip(code);
      },
    };
  }, [board.tree]);
}
