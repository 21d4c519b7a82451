// What a tile of the gallery is, and how one of strips is made. Holds no state of the board.
import type { ReactNode } from "react";
import { Strips } from "../../src/features/board/Columns";
import { isPlain, type Seat } from "../../src/features/board/roster";
import { Unassessed } from "../../src/features/board/Unassessed";
import type { Scene } from "../../src/ui/position/scene";
import { sceneWith } from "./made";

export interface Tile {
  name: string; // of its baseline
  title: string;
  draw: ReactNode;
  board?: string; // classes of the board around it
  wide?: boolean;
  page?: "wall"; // the wall's type is the whole page's
}

const NONE: ReadonlySet<string> = new Set();

/** One strip, drawn as the board would among others. */
export function strip(
  title: string,
  seat: Seat,
  scene: Partial<Scene> = {},
  { moved = NONE, ...tile }: Partial<Tile> & { moved?: ReadonlySet<string> } = {},
): Tile {
  const whole = sceneWith(scene);
  const draw = isPlain(seat) ? (
    <Unassessed seats={[seat]} scene={whole} />
  ) : (
    <Strips seats={[seat]} scene={whole} moved={moved} />
  );
  return { name: seat.unit.code, title, draw, ...tile };
}
