import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame, LiveEvent, Matter, Picture, Snapshot } from "../api/types";
import { type Action, type Live, nothingYet, wantsSnapshot } from "./picture";
import { reduce } from "./reduce";
import { truthOf } from "./truth";

const AT = "2026-01-12T14:46:00.000000Z";

const picture = (unit: string, v: number): Picture => ({ unit, v, level: (v % 4) + 1 }) as Picture;

const rose = (seq: number, unit: string): LiveEvent => {
  const times = { effective_at: AT, recorded_at: AT };
  return {
    kind: "level",
    seq,
    unit,
    was: 2,
    now: 3,
    floor: 3,
    ceiling: 3,
    because: [],
    pack_switched: false,
    ...times,
  };
};

const card = (id: string, v: number): Matter => ({ kind: "card", id, v, unit: "A" }) as Matter;

const acted = (seq: number, matter: string): LiveEvent => {
  const times = { effective_at: AT, recorded_at: AT };
  return { kind: "act", seq, unit: "A", matter, about: "card", did: "noted", by: null, ...times };
};

const snapshot = (
  head: number,
  states: Record<string, Picture>,
  events: LiveEvent[] = [],
  matters: Record<string, Matter> = {},
): Snapshot => {
  const tree = {
    code: "QHG",
    name: "System",
    timezone: "Europe/London",
    places: [],
    pillars: [],
    system_wide: [],
    seats: [],
  };
  const fixed = { stream: "QHG", mode: "live", disclosure: "all", at: AT, assessed_through: AT } as const;
  return { ...fixed, head, tree, metrics: {}, states, matters, events };
};

const frame = (
  from: number,
  to: number,
  states: Record<string, Picture>,
  events: LiveEvent[] = [],
  matters: Record<string, Matter> = {},
): Frame => {
  return { kind: "frame", from, to, at: AT, mode: "live", states, matters, events };
};

const heartbeat = (head: number, at = AT) => {
  return { kind: "heartbeat", head, at, assessed_through: at, watching: 3, speed: "1" } as const;
};

const having = (live: Live, ...actions: Action[]) =>
  actions.reduce((held, action) => reduce(held, action, 1_000), live);
const taking = (message: Frame | ReturnType<typeof heartbeat>): Action => ({ kind: "message", message });
const opening = (head: number, states: Record<string, Picture> = {}): Live =>
  having(nothingYet, { kind: "snapshot", snapshot: snapshot(head, states) }, { kind: "opened" });

interface Change {
  unit: string;
  event: boolean;
  matter: string | null; // what was done is to this, and not to the unit
}
const changes = fc.array(
  fc.record({
    unit: fc.constantFrom("A", "B", "C", "D"),
    event: fc.boolean(),
    matter: fc.option(fc.constantFrom("card-1", "card-2", "card-3"), { nil: null }),
  }),
  { minLength: 1, maxLength: 30 },
);

/** One frame for (from, to] of a history in which change i has seq i + 1: newest state of each unit, every event. */
function frameOf(history: Change[], from: number, to: number): Frame {
  const part = history.slice(from, to).map((change, i) => ({ ...change, seq: from + i + 1 }));
  const ofUnits = part.filter(({ matter }) => matter === null);
  const states = Object.fromEntries(ofUnits.map(({ unit, seq }) => [unit, picture(unit, seq)]));
  const matters = Object.fromEntries(
    part.flatMap(({ matter, seq }) => (matter === null ? [] : [[matter, card(matter, seq)] as const])),
  );
  const events = part
    .filter(({ event }) => event)
    .map(({ unit, matter, seq }) => (matter === null ? rose(seq, unit) : acted(seq, matter)));
  return frame(from, to, states, events, matters);
}

function partitionOf(history: Change[], cuts: number[]): Frame[] {
  const edges = [...new Set([0, ...cuts.map((cut) => cut % history.length), history.length])].sort(
    (a, b) => a - b,
  );
  return edges.slice(1).map((to, i) => frameOf(history, edges[i] ?? 0, to));
}

const seen = ({ seq, states, matters, events, ahead }: Live) => ({ seq, states, matters, events, ahead });

describe("the reducer", () => {
  it("comes to the same picture by any partition of the history into frames", () => {
    fc.assert(
      fc.property(changes, fc.array(fc.nat()), (history, cuts) => {
        const whole = having(opening(0), taking(frameOf(history, 0, history.length)));
        const parts = having(opening(0), ...partitionOf(history, cuts).map(taking));
        expect(seen(parts)).toEqual(seen(whole));
      }),
    );
  });

  it("comes to the same picture when frames are repeated and out of order", () => {
    fc.assert(
      fc.property(changes, fc.array(fc.nat()), fc.infiniteStream(fc.nat()), (history, cuts, order) => {
        const frames = partitionOf(history, cuts);
        const shuffled = [...frames, ...frames]
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const whole = having(opening(0), taking(frameOf(history, 0, history.length)));
        expect(seen(having(opening(0), ...shuffled.map(taking)))).toEqual(seen(whole));
      }),
    );
  });

  it("comes to the same picture by a snapshot taken anywhere among the frames", () => {
    fc.assert(
      fc.property(changes, fc.array(fc.nat()), fc.nat(), fc.nat(), (history, cuts, taken, arrives) => {
        const head = taken % (history.length + 1);
        const upTo = frameOf(history, 0, head);
        const events = [...upTo.events].reverse();
        const actions = partitionOf(history, cuts).map(taking);
        const late = {
          kind: "snapshot",
          snapshot: snapshot(head, upTo.states, events, upTo.matters),
        } as const;
        actions.splice(arrives % (actions.length + 1), 0, late);
        const whole = having(opening(0), taking(frameOf(history, 0, history.length)));
        expect(seen(having(opening(0), ...actions))).toEqual(seen(whole));
      }),
    );
  });

  it("never lets an older picture of a unit over a newer one", () => {
    const live = having(opening(9, { A: picture("A", 9) }), taking(frame(9, 10, { A: picture("A", 4) })));
    expect(live.states.A?.v).toBe(9);
  });

  it("asks for a snapshot when a frame begins beyond its own seq, and is content when one has come", () => {
    const gapped = having(opening(5), taking(frame(8, 9, {})));
    expect(wantsSnapshot(gapped)).toBe(true);
    expect(gapped.seq).toBe(5);
    const mended = having(gapped, { kind: "snapshot", snapshot: snapshot(8, {}) });
    expect(wantsSnapshot(mended)).toBe(false);
    expect(mended.seq).toBe(9);
  });

  it("asks for a snapshot when the configuration changed after the one it has", () => {
    const configured: LiveEvent = {
      kind: "configured",
      seq: 6,
      changes: ["a unit"],
      effective_at: AT,
      recorded_at: AT,
    };
    const live = having(opening(5), taking(frame(5, 6, {}, [configured])));
    expect(wantsSnapshot(live)).toBe(true);
    expect(wantsSnapshot(having(live, { kind: "snapshot", snapshot: snapshot(6, {}) }))).toBe(false);
  });

  it("starts again when the stream has gone back behind what it holds", () => {
    const live = having(opening(50, { A: picture("A", 50) }), taking(heartbeat(3)), taking(heartbeat(3)));
    expect(wantsSnapshot(live)).toBe(true);
    const again = having(live, { kind: "snapshot", snapshot: snapshot(3, { A: picture("A", 2) }) });
    expect(again.seq).toBe(3);
    expect(again.states.A?.v).toBe(2);
  });

  it("is not put off by a heartbeat that a frame has overtaken", () => {
    const live = having(opening(5), taking(heartbeat(5)), taking(frame(5, 8, {})), taking(heartbeat(7)));
    expect(wantsSnapshot(live)).toBe(false);
    expect(truthOf(live)?.kind).toBe("live");
  });

  it("does not vouch by a first heartbeat that lies behind what it holds", () => {
    const back = having(opening(50), { kind: "cut" }, { kind: "opened" }, taking(heartbeat(3)));
    expect(truthOf(back)?.kind).toBe("not-live");
  });

  it("drops a unit that the snapshot no longer knows", () => {
    const live = having(opening(5, { A: picture("A", 5) }), { kind: "snapshot", snapshot: snapshot(6, {}) });
    expect(live.states).toEqual({});
  });

  it("keeps a matter that is newer than the snapshot, and drops one that it no longer has", () => {
    const before = having(
      opening(5),
      taking(frame(5, 6, {}, [], { "card-1": card("card-1", 6), "card-2": card("card-2", 6) })),
      taking(frame(6, 7, {}, [], { "card-1": card("card-1", 7) })),
    );
    const late = having(before, { kind: "snapshot", snapshot: snapshot(6, {}, [], {}) });
    expect(Object.keys(late.matters)).toEqual(["card-1"]);
    expect(having(before, taking(frame(7, 8, {}, [], { "card-1": card("card-1", 3) }))).matters).toEqual(
      before.matters,
    );
  });

  it("forgets what was closed more than a day ago, as a new snapshot would", () => {
    const closed = { ...card("card-1", 6), closed_at: "2026-01-11T13:00:00Z" };
    const recent = { ...card("card-2", 6), closed_at: "2026-01-12T08:00:00Z" };
    const live = having(opening(5), taking(frame(5, 6, {}, [], { "card-1": closed, "card-2": recent })));
    expect(Object.keys(having(live, taking(heartbeat(6))).matters)).toEqual(["card-2"]);
    const still = having(live, taking(heartbeat(6)));
    expect(having(still, taking(heartbeat(6))).matters).toBe(still.matters);
  });

  it("counts messages that it does not know, and goes on", () => {
    expect(having(opening(5), { kind: "strange" }, { kind: "strange" }).passedOver).toBe(2);
  });
});

describe("whether the picture is true", () => {
  const kindAt = (live: Live, real: number) => truthOf(reduce(live, { kind: "tick" }, real))?.kind;

  it("holds for eight and a half seconds after the last heartbeat, and no longer", () => {
    const live = having(opening(5), taking(heartbeat(5)));
    expect(kindAt(live, 9_500)).toBe("live");
    expect(kindAt(live, 9_501)).toBe("not-live");
  });

  it("ends at once when the socket closes, and says as at when", () => {
    const live = having(opening(5), taking(heartbeat(5)), { kind: "cut" });
    expect(truthOf(live)).toMatchObject({ kind: "not-live", why: "closed", asAt: Date.parse(AT) });
  });

  it("ends at once when the service is unsure, and comes back with the next heartbeat", () => {
    const unsure = having(opening(5), {
      kind: "message",
      message: { kind: "unsure", at: AT, reason: "a timer is late" },
    });
    expect(truthOf(unsure)).toMatchObject({
      kind: "not-live",
      reason: expect.stringContaining("a timer is late"),
    });
    expect(truthOf(having(unsure, taking(frame(5, 6, {}))))?.kind).toBe("not-live");
    expect(truthOf(having(unsure, taking(heartbeat(5))))?.kind).toBe("live");
  });

  it("does not come back with the socket, nor with replayed frames, but with a heartbeat that they have reached", () => {
    const back = having(opening(5), { kind: "cut" }, { kind: "opened" }, taking(frame(5, 7, {})));
    expect(truthOf(back)?.kind).toBe("not-live");
    const promised = having(back, taking(heartbeat(9)));
    expect(truthOf(promised)?.kind).toBe("not-live");
    expect(truthOf(having(promised, taking(frame(7, 9, {}))))?.kind).toBe("live");
  });

  it("asks for a snapshot when a heartbeat's promise is still unkept at the next", () => {
    const waiting = having(opening(5), taking(heartbeat(6)));
    expect(wantsSnapshot(waiting)).toBe(false);
    expect(wantsSnapshot(having(waiting, taking(heartbeat(6))))).toBe(true);
  });

  it("is blank when it was last true more than ten minutes ago, until it has caught up", () => {
    const blankAt = (live: Live, real: number) => truthOf(reduce(live, { kind: "tick" }, real));
    const cut = having(opening(5), taking(heartbeat(5)), { kind: "cut" });
    expect(blankAt(cut, 1_000 + 600_000)).toMatchObject({ kind: "not-live", blank: false });
    const slept = reduce(cut, { kind: "tick" }, 1_001 + 600_000);
    expect(truthOf(slept)).toMatchObject({ kind: "not-live", blank: true, asAt: Date.parse(AT) });
    const back = reduce(slept, { kind: "opened" }, 700_000);
    const replayed = reduce(back, taking(frame(5, 7, {})), 700_000);
    expect(truthOf(replayed)).toMatchObject({ kind: "not-live", blank: true });
    expect(truthOf(reduce(replayed, taking(heartbeat(7)), 700_000))?.kind).toBe("live");
  });

  it("is not set back in time by a replayed frame", () => {
    const live = having(
      opening(5),
      taking(heartbeat(5, "2026-01-12T15:00:00.000000Z")),
      taking(frame(5, 6, {})),
    );
    expect(truthOf(live)).toMatchObject({ kind: "live", at: Date.parse("2026-01-12T15:00:00Z") });
  });
});
