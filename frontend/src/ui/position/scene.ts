// What every part of a board needs to know beside its own picture.
import type { Metric } from "../../api/types";

export interface Scene {
  zone: string;
  now: number; // service time, to the minute: what ages are counted from
  metrics: Record<string, Metric>;
  names: Map<string, string>;
  opened: number; // the seq the board was opened at: what is newer is news
  wall: boolean;
  figures: boolean; // false: this role sees levels only
}
