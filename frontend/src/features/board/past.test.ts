import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rise, snapshot } from "../../../dev/scene";
import type { Levels } from "../../api/types";
import { nothingYet } from "../../live/picture";
import { reduce } from "../../live/reduce";
import { pastOf, toFetchFor, withEvents } from "./past";

const fetched: Levels = {
  stream: "QHG",
  seq: 10,
  from: "2026-01-11T14:46:00Z",
  to: "2026-01-12T12:46:00Z",
  units: {
    A: [{ from: "2026-01-11T14:46:00Z", to: "2026-01-12T12:46:00Z", level: 2 }],
    B: [{ from: "2026-01-12T01:00:00Z", to: "2026-01-12T12:46:00Z", level: null }],
  },
};
const past = pastOf(fetched);
const events = fc
  .array(fc.record({ unit: fc.constantFrom("A", "B"), level: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 20,
  })
  .map((moves) => moves.map(({ unit, level }, i) => rise(11 + i, unit, null, level, 100 - i, [])));

describe("the past that a board keeps", () => {
  it("is moved on by what has happened since it was fetched, and by nothing before", () => {
    const after = withEvents(past, [rise(12, "A", 2, 3, 60, []), rise(9, "A", 3, 2, 200, [])]);
    expect(after.units.get("A")?.stretches.map(({ level }) => level)).toEqual([2, 3]);
  });

  it("leaves what nothing happened to untouched, so that it is not drawn again", () => {
    const after = withEvents(past, [rise(12, "A", 2, 3, 60, [])]);
    expect(after.units.get("B")).toBe(past.units.get("B"));
    expect(withEvents(after, [rise(12, "A", 2, 3, 60, [])])).toBe(after);
  });

  it("begins for a unit that had no level all day with its first", () => {
    const after = withEvents(past, [rise(13, "Z", null, 3, 50, [])]);
    expect(after.units.get("Z")?.stretches.map(({ level }) => level)).toEqual([3]);
  });

  it("is fetched again once a snapshot has replaced the board, and not while the board is cut off", () => {
    const opened = reduce(nothingYet, { kind: "snapshot", snapshot: snapshot() }, 0);
    const live = reduce(opened, { kind: "opened" }, 1);
    const head = snapshot().head + 60;
    const replaced = reduce(live, { kind: "snapshot", snapshot: snapshot({ head }) }, 2);
    expect(toFetchFor(replaced)).not.toBe(toFetchFor(live));
    expect(toFetchFor(reduce(live, { kind: "tick" }, 3))).toBe(toFetchFor(live));
    expect(toFetchFor(reduce(live, { kind: "cut" }, 3))).toBeNull();
  });

  it("is the same in whatever parts the events came, and if some come twice", () => {
    fc.assert(
      fc.property(events, fc.nat(20), (all, cut) => {
        const parts = withEvents(withEvents(past, [...all.slice(0, cut)].reverse()), all);
        expect(parts.units).toEqual(withEvents(past, all).units);
      }),
    );
  });
});
