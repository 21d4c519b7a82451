// (what a board holds, what arrived, when) → what it holds now. Pure; fetches and draws nothing.
import type { Frame, Heartbeat, LiveEvent, LiveMessage, Snapshot } from "../api/types";
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
      states: takenFromSnapshot(kept?.states ?? {}, snapshot.states, head),
      matters: takenFromSnapshot(kept?.matters ?? {}, snapshot.matters, head),
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
    matters: newest(live.matters, frame.matters),
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
    matters: ofLately(live.matters, Date.parse(beat.at)),
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

/** Pictures and matters alike: each carries the seq that it was written at. */
type Versioned = Readonly<Record<string, { v: number }>>;

function newest<All extends Versioned>(held: All, arrived: All): All {
  const newer = Object.entries(arrived).filter(([id, { v }]) => v > (held[id]?.v ?? -1));
  return newer.length === 0 ? held : { ...held, ...Object.fromEntries(newer) };
}

/** What a snapshot has, but never an older one over a newer; what it no longer knows goes. */
function takenFromSnapshot<All extends Versioned>(held: All, has: All, head: number): All {
  const newerThanIt = Object.entries(held).filter(([, { v }]) => v > head);
  const taken = Object.entries(has).map(([id, one]) => {
    const own = held[id];
    return [id, own && own.v >= one.v ? own : one] as const;
  });
  return { ...Object.fromEntries(newerThanIt), ...Object.fromEntries(taken) } as All;
}

/** The service keeps closed ones for a day; a page that is open for weeks does no other. */
const KEPT_MS = 25 * 3_600_000;

function ofLately(held: Live["matters"], now: number): Live["matters"] {
  const kept = Object.entries(held).filter(
    ([, { closed_at }]) => !closed_at || now - Date.parse(closed_at) < KEPT_MS,
  );
  return kept.length === Object.keys(held).length ? held : Object.fromEntries(kept);
}

export function keyOf(event: LiveEvent): string {
  const about = "unit" in event ? event.unit : "";
  const which = "metric" in event ? event.metric : "matter" in event ? `${event.matter}:${event.did}` : "";
  return `${event.seq}:${event.kind}:${about}:${which}`;
}

function merged(held: readonly LiveEvent[], arrived: readonly LiveEvent[]): readonly LiveEvent[] {
  if (arrived.length === 0) return held;
  const byKey = new Map([...held, ...arrived].map((event) => [keyOf(event), event]));
  const all = [...byKey.values()].sort(newestFirst);
  const kept = new Set([...ofKind(all, true), ...ofKind(all, false)]);
  return all.filter((event) => kept.has(event));
}

/** A chase may do more in an hour than levels change in a day: neither pushes the other out. */
function ofKind(events: readonly LiveEvent[], acts: boolean): LiveEvent[] {
  return events.filter(({ kind }) => (kind === "act") === acts).slice(0, MOST_EVENTS);
}

function newestFirst(a: LiveEvent, b: LiveEvent): number {
  if (a.seq !== b.seq) return b.seq - a.seq;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
