// What every part of a board needs to know beside its own picture.
import type { Metric } from "../../api/types";

export interface Scene {
  system: string; // the code in addresses
  zone: string;
  now: number; // service time, to the minute: what ages are counted from
  metrics: Record<string, Metric>;
  names: Map<string, string>;
  pillars?: ReadonlySet<string>; // whose news is that of their place and system
  opened: number; // the seq the board was opened at: what is newer is news
  looked: Looked | null; // where the reader last was; null: on a first visit, and on a wall
  wall: boolean;
  figures: boolean; // false: this role sees levels only, or the board is blank
  blank: boolean; // not caught up for so long that levels are told "as at", and figures not at all
}

/** How far a reader had seen when last looking at this board. */
export interface Looked {
  seq: number;
  at: number; // service time
  first?: true; // never before: this is when the board was opened
}
