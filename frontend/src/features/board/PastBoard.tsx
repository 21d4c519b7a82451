// The board's own parts, fed by the snapshot of a moment instead of the live picture. Connects to nothing.
import { useEffect, useMemo } from "react";
import { type Live, nothingYet } from "../../live/picture";
import { reduce } from "../../live/reduce";
import type { PastBoardProps } from "../pages";
import { Position } from "./Position";
import { keepPast, pastOf } from "./past";

export function PastBoard({ snapshot, levels, above, session, leave }: PastBoardProps) {
  const live = useMemo(() => stillOf(snapshot), [snapshot]);
  useEffect(() => keepPast(levels && pastOf(levels)), [levels]);
  useEffect(() => () => keepPast(null), []);
  if (!live.board) return null;
  const truth = { kind: "past", at: Date.parse(snapshot.at) } as const;
  return (
    <Position
      board={live.board}
      {...{ live, truth, session, leave, above }}
      wall={false}
      reader={session.name}
    />
  );
}

/** A picture that nothing moves on. */
function stillOf(snapshot: PastBoardProps["snapshot"]): Live {
  const taken = reduce(nothingYet, { kind: "snapshot", snapshot }, Date.parse(snapshot.at));
  return { ...taken, clock: taken.clock && { ...taken.clock, speed: 0 } };
}
