// The rota as the service answers it, asked for again when a shift moves, and as time goes.
import { useCallback } from "react";
import { takeRota } from "../../api/client";
import type { Rota } from "../../api/types";
import type { Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import type { Scene } from "../../ui/position/scene";
import { type Taken, useTaken } from "../../ui/useTaken";

export const FORTNIGHT = 14;
const QUARTER_MS = 900_000;

export function useRota(scene: Scene, live: Live, truth: Truth): Taken<Rota> {
  const take = useCallback(() => takeRota(scene.system, FORTNIGHT), [scene.system]);
  const tick = `${newestShift(live.matters)} ${Math.floor(scene.now / QUARTER_MS)}`;
  return useTaken(take, truth.kind === "not-live" ? null : tick);
}

function newestShift(matters: Live["matters"]): number {
  const shifts = Object.values(matters).filter(({ kind }) => kind === "shift");
  return Math.max(0, ...shifts.map(({ v }) => v));
}
