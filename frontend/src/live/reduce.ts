// (what a board holds, what arrived, when) → what it holds now. Pure; fetches and draws nothing.
import type { Frame, Heartbeat, LiveEvent, LiveMessage, Picture, Snapshot } from "../api/types";
import { movedOn, serviceTime, setByHeartbeat } from "./clock";
import type { Action, Live } from "./picture";
import { covered } from "./spans";

export const MOST_EVENTS = 50;

export function reduce(live: Live, action: Action, real: number): Live {
  const now = { ...live, real };
  switch (action.kind) {
    case "snapshot":
      return withSnapshot(now, action.snapshot);
    case "message":
      return withMessage({ ...now, heard: real }, action.message);
    case "strange":
      return { ...now, heard: real, passedOver: live.passedOver + 1 };
    case "opened":
      return {
        ...now,
        link: "open",
        heard: real,
        owed: null,
        seqAtBeat: null,
        vouched: firstTime(live) ? live.vouched : null,
      };
    case "cut":
      return { ...now, link: "closed", vouched: null, watching: null };
    case "tick":
      return now;
  }
}

function firstTime(live: Live): boolean {
  return live.link === "connecting";
}

function withMessage(live: Live, message: LiveMessage): Live {
  switch (message.kind) {
    case "frame":
      return withFrame(live, message);
    case "heartbeat":
      return withHeartbeat(live, message);
    case "unsure":
      return { ...live, unsure: message.reason || "the service cannot vouch for the picture" };
  }
}

function withSnapshot(live: Live, snapshot: Snapshot): Live {
  const { head, at, stream, mode, disclosure, tree, metrics } = snapshot;
  const kept = live.afresh || live.board?.stream !== stream ? null : live;
  if (kept?.board && head < kept.board.head) return live; // answered out of order: it says nothing new
  const reached = covered(Math.max(head, kept?.seq ?? 0), kept?.ahead ?? [], { from: 0, to: head });
  const clock = movedOn(kept?.clock ?? null, at, live.real);
  return vouch(
    gapped({
      ...live,
      board: { stream, mode, disclosure, tree, metrics, head },
      ...reached,
      states: takenFromSnapshot(kept?.states ?? {}, snapshot),
      events: merged(kept?.events ?? [], snapshot.events),
      clock,
      afresh: false,
      seqAtBeat: kept ? live.seqAtBeat : null,
      owed: null,
    }),
  );
}

function withFrame(live: Live, frame: Frame): Live {
  const taken = gapped({
    ...live,
    ...covered(live.seq, live.ahead, frame),
    states: newest(live.states, frame.states),
    events: merged(live.events, frame.events),
    clock: movedOn(live.clock, frame.at, live.real),
    configuredAt: lastConfigured(live.configuredAt, frame.events),
  });
  const paid = taken.owed !== null && taken.seq >= taken.owed;
  // A replayed frame after reconnecting is history: only a heartbeat's promise, once kept, makes it now.
  return paid || (live.vouched !== null && live.owed === null) ? vouch({ ...taken, owed: null }) : taken;
}

function withHeartbeat(live: Live, beat: Heartbeat): Live {
  const missed = live.owed !== null && live.seq < live.owed;
  const heard = {
    ...live,
    clock: setByHeartbeat(beat.at, beat.speed, live.real),
    watching: beat.watching,
    unsure: null,
    afresh: live.afresh || (live.seqAtBeat !== null && beat.head < live.seqAtBeat),
    seqAtBeat: live.seq,
    owed: beat.head > live.seq ? beat.head : null,
  };
  const asked = missed && heard.gapSince === null ? { ...heard, gapSince: live.real } : gapped(heard);
  return asked.owed === null && !isStrange(live, beat) ? vouch(asked) : asked;
}

/** A head may be a second old when it is told, so that frames overtake it; a first one behind what is held may
 * also be a stream that went back. The next heartbeat tells. */
function isStrange(live: Live, beat: Heartbeat): boolean {
  return live.seqAtBeat === null && beat.head < live.seq;
}

/** Wants a snapshot from the first moment that something does not fit until one has come. */
function gapped(live: Live): Live {
  const outdated = live.configuredAt > (live.board?.head ?? 0);
  const wanted = live.ahead.length > 0 || live.afresh || outdated;
  return { ...live, gapSince: wanted ? (live.gapSince ?? live.real) : null };
}

function vouch(live: Live): Live {
  if (live.afresh || live.ahead.length > 0 || !live.clock) return live;
  return { ...live, vouched: live.real, trueReal: live.real, trueAt: serviceTime(live.clock, live.real) };
}

function lastConfigured(before: number, events: readonly LiveEvent[]): number {
  return Math.max(before, ...events.filter((event) => event.kind === "configured").map((event) => event.seq));
}

function newest(held: Live["states"], arrived: Frame["states"]): Live["states"] {
  const newer = Object.entries(arrived).filter(([code, picture]) => picture.v > (held[code]?.v ?? -1));
  return newer.length === 0 ? held : { ...held, ...Object.fromEntries(newer) };
}

/** The snapshot's pictures, but never an older one over a newer; a unit it no longer knows goes. */
function takenFromSnapshot(held: Live["states"], snapshot: Snapshot): Live["states"] {
  const newerThanIt = Object.entries(held).filter(([, picture]) => picture.v > snapshot.head);
  const taken: Record<string, Picture> = { ...Object.fromEntries(newerThanIt) };
  for (const [code, picture] of Object.entries(snapshot.states)) {
    const own = held[code];
    taken[code] = own && own.v >= picture.v ? own : picture;
  }
  return taken;
}

export function keyOf(event: LiveEvent): string {
  const about = "unit" in event ? event.unit : "";
  return `${event.seq}:${event.kind}:${about}:${"metric" in event ? event.metric : ""}`;
}

function merged(held: readonly LiveEvent[], arrived: readonly LiveEvent[]): readonly LiveEvent[] {
  if (arrived.length === 0) return held;
  const byKey = new Map([...held, ...arrived].map((event) => [keyOf(event), event]));
  return [...byKey.values()].sort(newestFirst).slice(0, MOST_EVENTS);
}

function newestFirst(a: LiveEvent, b: LiveEvent): number {
  if (a.seq !== b.seq) return b.seq - a.seq;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
