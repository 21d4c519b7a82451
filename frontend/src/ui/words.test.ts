import { describe, expect, it } from "vitest";
import type { Metric } from "../api/types";
import { organisationAddress, routeOf } from "./address";
import { counts, isWorsening, travel, trimmed, withUnit } from "./figure";
import { ageInWords, hourAndMinute, inFull, toTheSecond, when } from "./time";

const metric = (unit: string, places: number, worse: Metric["worse"] = "higher"): Metric => {
  return { title: "A figure", short: "Figure", unit, places, worse };
};

describe("figures", () => {
  it.each([
    ["96.40", 1, "96.4"],
    ["50.00", 1, "50"],
    ["0", 1, "0"],
    ["1234.56", 0, "1,235"],
    ["-11", 0, "−11"],
    ["-0.04", 1, "0"],
    ["16.25", 1, "16.3"],
  ])("%s to %i places is %s", (value, places, shown) => expect(trimmed(value, places)).toBe(shown));

  it.each([
    ["96.40", metric("%", 1), "96.4 %"],
    ["52", metric("min", 1), "52 min"],
    ["512", metric("count", 0), "512"],
    ["3", metric("level", 0), "level 3"],
  ])("%s is shown with its unit", (value, of, shown) => expect(withUnit(value, of)).toBe(shown));

  it("shows the counts behind a ratio, and nothing where there are none", () => {
    expect(counts({ value: "96.36", numerator: "318", denominator: "330" })).toBe("318 of 330");
    expect(counts({ value: "5", numerator: null, denominator: null })).toBe("");
  });

  it("knows which way is worse", () => {
    expect(isWorsening(travel("57", "66"), metric("%", 1, "lower"))).toBe(true);
    expect(isWorsening(travel("57", "66"), metric("%", 1, "higher"))).toBe(false);
    expect(isWorsening(travel("57", "57"), metric("%", 1))).toBeNull();
    expect(isWorsening(travel("57", null), metric("%", 1))).toBeNull();
  });
});

describe("times", () => {
  const zone = "Europe/London";

  it("are 24-hour and local, in winter and in summer", () => {
    expect(hourAndMinute("2026-01-12T00:05:00.000000Z", zone)).toBe("00:05");
    expect(hourAndMinute("2026-07-12T23:30:00.000000Z", zone)).toBe("00:30");
    expect(toTheSecond("2026-01-12T14:46:10.123456Z", zone)).toBe("14:46:10");
  });

  it("name their day when it is another", () => {
    expect(when("2026-01-12T14:20:00Z", "2026-01-12T14:46:00Z", zone)).toBe("14:20");
    expect(when("2026-01-11T23:10:00Z", "2026-01-12T14:46:00Z", zone)).toBe("Sun 11 Jan 23:10");
    expect(when("2022-07-01T00:00:00Z", "2026-01-12T14:46:00Z", zone)).toBe("Fri 1 Jul 2022 01:00");
  });

  it("tell the two 01:30s of the autumn night apart when given in full", () => {
    expect(inFull("2026-10-25T00:30:00Z", zone)).toContain("01:30:00 BST");
    expect(inFull("2026-10-25T01:30:00Z", zone)).toContain("01:30:00 GMT");
  });

  it.each([
    [0.5, "just now"],
    [-3, "just now"],
    [52, "52 min old"],
    [119, "119 min old"],
    [185, "3 h 05 old"],
    [60 * 49, "2 days old"],
  ])("an age of %d minutes is %s", (minutes, words) => {
    const now = Date.parse("2026-01-12T14:46:00Z");
    expect(ageInWords(now - minutes * 60_000, now)).toBe(words);
  });
});

describe("addresses", () => {
  it("lead to a board, to the list, or nowhere", () => {
    expect(routeOf("/", "")).toEqual({ page: "systems" });
    expect(routeOf("/systems/QHG", "?wall=1")).toEqual({ page: "board", code: "QHG", wall: true });
    expect(routeOf("/systems/QHG/x", "")).toEqual({ page: "nowhere" });
  });

  it("carries the day and the change that are asked for, in browsers without URLSearchParams.size too", () => {
    const asked = { day: "2026-01-11", why: 12 };
    expect(organisationAddress("QHG", "A", asked)).toBe("/systems/QHG/organisations/A?day=2026-01-11&why=12");
    expect(organisationAddress("QHG", "A")).toBe("/systems/QHG/organisations/A");
  });
});
