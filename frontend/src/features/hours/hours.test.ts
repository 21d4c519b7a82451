import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AtLevels } from "../../api/types";
import { overOf, rangeOf } from "./ranges";
import { lasted, partsOf, sayTotal, totalOf } from "./shares";

const HOUR = 3600;
const nothing: AtLevels = { one: 0, two: 0, three: 0, four: 0, unstated: 0, none: 0 };

describe("which days", () => {
  it("are counted on the calendar, today among them", () => {
    expect(rangeOf("days", "2026-03-30")).toEqual({ from: "2026-03-17", to: "2026-03-30", by: "day" });
    expect(rangeOf("weeks", "2026-01-14")).toEqual({ from: "2025-10-27", to: "2026-01-14", by: "week" });
  });

  it("of a winter are November to March, in summer of the one that has been", () => {
    for (const today of ["2025-11-01", "2026-01-12", "2026-03-31", "2026-08-01"]) {
      expect(rangeOf("winter", today)).toMatchObject({ from: "2025-11-01", to: "2026-03-31" });
      expect(rangeOf("last-winter", today)).toMatchObject({ from: "2024-11-01", to: "2025-03-31" });
    }
  });

  it("are the last ones where the address asks for what there is not", () => {
    expect([overOf("winter"), overOf("summer"), overOf(null)]).toEqual(["winter", "days", "days"]);
  });
});

describe("hours", () => {
  it("are said as people say them", () => {
    expect([0, 20, 960, HOUR, 5.5 * HOUR, 168 * HOUR].map(lasted)).toEqual([
      "",
      "1 min",
      "16 min",
      "1 h",
      "5.5 h",
      "168 h",
    ]);
  });

  it("add up over days", () => {
    const day = { ...nothing, four: HOUR, none: 23 * HOUR };
    expect(totalOf([day, day])).toEqual({ ...nothing, four: 2 * HOUR, none: 46 * HOUR });
    expect(sayTotal([day, day])).toBe("OPEL 4 for 2 h, No level for 46 h");
  });

  it("fill a bar as far as it is long, from the ground, nothing over anything", () => {
    const shares = fc.integer({ min: 2 * HOUR, max: 4 * HOUR });
    const hours = fc.record({
      one: shares,
      two: shares,
      three: shares,
      four: shares,
      unstated: shares,
      none: shares,
    });
    fc.assert(
      fc.property(hours, (one) => {
        const parts = partsOf(one, 24 * HOUR);
        let ground = 100;
        for (const { y, high } of parts) {
          expect(y + high).toBeCloseTo(ground);
          ground = y;
        }
        const seconds = Object.values(one).reduce((sum, part) => sum + part, 0);
        expect(100 - ground).toBeCloseTo((100 * seconds) / (24 * HOUR));
      }),
    );
  });

  it("at OPEL 4 are seen however few they are", () => {
    const [first] = partsOf({ ...nothing, four: 60, two: 23 * HOUR }, 168 * HOUR);
    expect(first).toMatchObject({ share: "four", high: 4 });
  });
});
