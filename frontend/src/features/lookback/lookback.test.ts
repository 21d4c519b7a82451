import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Levels } from "../../api/types";
import { pastAddress, routeOf } from "../../ui/address";
import { changeAfter, changeBefore, changesIn, DAY_MS, MINUTE_MS, scaleFor, stretchesOn } from "./scale";

const NOW = Date.parse("2026-01-12T14:46:20Z");
const END = Date.parse("2026-01-12T14:46:00Z");
const at = (time: string) => Date.parse(`2026-01-12T${time}:00Z`);

const levels = {
  stream: "QHG",
  seq: 9,
  from: "2026-01-10T14:46:00.000000Z",
  to: "2026-01-12T14:46:00.000000Z",
  units: {
    QHG: [
      { from: "2026-01-10T14:46:00.000000Z", to: "2026-01-12T11:24:07.000000Z", level: 2 },
      { from: "2026-01-12T11:24:07.000000Z", to: "2026-01-12T13:00:00.000000Z", level: null },
      { from: "2026-01-12T13:00:00.000000Z", to: "2026-01-12T14:46:00.000000Z", level: 3 },
    ],
  },
} satisfies Levels;

describe("the scrubber's scale", () => {
  it("is the last 24 hours for what lies in them", () => {
    expect(scaleFor(at("03:10"), NOW, null)).toEqual({ from: END - DAY_MS, to: END });
  });

  it("lies around an earlier minute", () => {
    const old = END - 10 * DAY_MS;
    expect(scaleFor(old, NOW, null)).toEqual({ from: old - DAY_MS / 2, to: old + DAY_MS / 2 });
  });

  it("holds the moment, never goes beyond now, and does not move while the moment stays in it", () => {
    const moments = fc.integer({ min: END - 40 * DAY_MS, max: END });
    fc.assert(
      fc.property(moments, moments, (first, then) => {
        const scale = scaleFor(first, NOW, null);
        expect(scale.from <= first && first <= scale.to && scale.to <= END).toBe(true);
        const next = scaleFor(then, NOW, scale);
        expect(next.from <= then && then <= next.to).toBe(true);
        if (scale.from <= then && then <= scale.to) expect(next).toBe(scale);
      }),
    );
  });
});

describe("changes of the system's level", () => {
  const scale = scaleFor(at("14:00"), NOW, null);
  const changes = changesIn(levels, "QHG", scale);

  it("are at the first whole minute that shows them", () => {
    expect(changes).toEqual([
      { at: at("11:25"), level: null },
      { at: at("13:00"), level: 3 },
    ]);
  });

  it("lead from one to the next, and not to where one is", () => {
    expect(changeBefore(changes, at("13:00"))?.at).toBe(at("11:25"));
    expect(changeAfter(changes, at("11:25"))?.at).toBe(at("13:00"));
    expect(changeBefore(changes, at("11:25"))).toBeNull();
    expect(changeAfter(changes, at("13:00"))).toBeNull();
  });

  it("are drawn from one end of the scale to the other", () => {
    const drawn = stretchesOn(levels, "QHG", scale);
    expect(drawn.map(({ level }) => level)).toEqual([2, null, 3]);
    expect(drawn.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100);
    expect(stretchesOn(null, "QHG", scale)).toEqual([]);
  });
});

describe("the address of a moment", () => {
  it("comes back as it was written, to the minute", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000_000 }), (minutes) => {
        const address = pastAddress("QHG", minutes * MINUTE_MS);
        const route = routeOf("/systems/QHG", address.slice(address.indexOf("?")));
        expect(route.page === "lookback" && Date.parse(route.at)).toBe(minutes * MINUTE_MS);
      }),
    );
  });

  it("keeps the filters and leaves the wall", () => {
    expect(pastAddress("QHG", at("14:30"), "?show=at-4&wall=1")).toBe(
      "/systems/QHG?show=at-4&at=2026-01-12T14:30Z",
    );
  });
});
