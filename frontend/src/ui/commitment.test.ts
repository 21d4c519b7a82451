import { describe, expect, it } from "vitest";
import { byInWords, presetsFrom } from "./commitment";

const zone = "Europe/London";
const bys = (now: string) => presetsFrom(Date.parse(now), zone).map(({ by }) => by);

describe("by when something will be done", () => {
  it("is a quarter, half and whole hour from now, in local time", () => {
    expect(bys("2026-01-12T14:47:00Z")).toEqual(["15:02", "15:17", "15:47"]);
    expect(bys("2026-07-12T14:47:00Z")).toEqual(["16:02", "16:17", "16:47"]);
  });

  it("is on a whole minute, and never sooner than it says", () => {
    const [first] = presetsFrom(Date.parse("2026-01-12T14:47:20Z"), zone);
    expect(first).toEqual({ minutes: 15, until: "2026-01-12T15:03:00.000Z", by: "15:03" });
  });

  it("names the day where it is tomorrow's, and the year where it is the next", () => {
    expect(bys("2026-01-12T23:40:00Z")).toEqual(["23:55", "Tue 13 Jan 00:10", "Tue 13 Jan 00:40"]);
    expect(bys("2025-12-31T23:50:00Z")[0]).toBe("Thu 1 Jan 2026 00:05");
  });

  it("names the zone where clocks go back in between: 01:20 comes twice that night", () => {
    expect(bys("2026-10-25T00:50:00Z")).toEqual(["01:05 GMT", "01:20 GMT", "01:50 GMT"]);
    expect(bys("2026-10-25T01:50:00Z")).toEqual(["02:05", "02:20", "02:50"]);
  });

  it("skips the hour that clocks leave out", () => {
    expect(bys("2026-03-29T00:40:00Z")).toEqual(["00:55", "02:10 BST", "02:40 BST"]);
    expect(byInWords(Date.parse("2026-03-29T07:00:00Z"), Date.parse("2026-03-29T06:00:00Z"), zone)).toBe(
      "08:00",
    );
  });
});
