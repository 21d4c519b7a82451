// What a board holds: the pictures, the seq they are true up to, and how sure the board is of them.
// Times called `real` are this browser's milliseconds; times called `service` are the service clock's.
import type { LiveEvent, LiveMessage, Matter, Metric, Mode, Picture, Snapshot, Tree } from "../api/types";

export interface ServiceClock {
  service: number;
  real: number;
  speed: number;
}

export interface Span {
  from: number;
  to: number;
}

export interface Board {
  stream: string;
  mode: Mode;
  disclosure: Snapshot["disclosure"];
  tree: Tree;
  metrics: Record<string, Metric>;
  head: number; // of the snapshot that the tree and the metrics came with
}

export interface Live {
  board: Board | null; // null: no snapshot yet
  seq: number; // everything up to here is in the pictures
  ahead: readonly Span[]; // taken, but beyond a gap
  states: Readonly<Record<string, Picture>>;
  matters: Readonly<Record<string, Matter>>; // by id: what people are dealing with, or were within a day
  events: readonly LiveEvent[]; // newest first
  clock: ServiceClock | null;
  real: number; // when anything was last looked at
  link: "connecting" | "open" | "closed";
  heard: number; // real: the last message of any kind, or the opening of the socket
  vouched: number | null; // real: when the picture was last known to be whole and true
  trueAt: number | null; // service: when that was, kept when `vouched` is not
  trueReal: number | null; // real: the same moment as `trueAt`
  unsure: string | null; // the service's own reason for not vouching
  owed: number | null; // a heartbeat promised up to here and the frames have not come yet
  seqAtBeat: number | null; // what was held at the last heartbeat of this connection
  afresh: boolean; // the stream went back: only a whole new snapshot will do
  configuredAt: number; // seq of the last change of configuration seen in a frame
  gapSince: number | null; // real: since when a snapshot has been wanted
  watching: number | null;
  passedOver: number; // messages of a kind this board does not know
}

export type Action =
  | { kind: "snapshot"; snapshot: Snapshot }
  | { kind: "message"; message: LiveMessage }
  | { kind: "strange" }
  | { kind: "opened" }
  | { kind: "cut" }
  | { kind: "tick" };

export const nothingYet: Live = {
  board: null,
  seq: 0,
  ahead: [],
  states: {},
  matters: {},
  events: [],
  clock: null,
  real: 0,
  link: "connecting",
  heard: 0,
  vouched: null,
  trueAt: null,
  trueReal: null,
  unsure: null,
  owed: null,
  seqAtBeat: null,
  afresh: false,
  configuredAt: 0,
  gapSince: null,
  watching: null,
  passedOver: 0,
};

export function wantsSnapshot(live: Live): boolean {
  return live.gapSince !== null;
}
