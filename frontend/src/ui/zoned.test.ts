import { describe, expect, it } from "vitest";
import { daysLater, localInWords, localOf, momentOf, nextAt } from "./zoned";

const zone = "Europe/London";

describe("a local time as a form carries it", () => {
  it.each([
    ["2026-01-12T20:00:00Z", "2026-01-12T20:00"],
    ["2026-07-12T19:00:00Z", "2026-07-12T20:00"],
    ["2026-07-11T23:30:00Z", "2026-07-12T00:30"],
  ])("%s is %s, and the way back leads there", (moment, local) => {
    expect(localOf(moment, zone)).toBe(local);
    expect(momentOf(local, zone)).toBe(Date.parse(moment));
  });

  it("is the first of two on the night that clocks go back", () => {
    expect(momentOf("2026-10-25T01:30", zone)).toBe(Date.parse("2026-10-25T00:30:00Z"));
    expect(localOf("2026-10-25T01:30:00Z", zone)).toBe("2026-10-25T01:30");
  });

  it("is none in the hour that clocks leave out, and where nothing whole was typed", () => {
    expect(momentOf("2026-03-29T01:30", zone)).toBeNull();
    expect(momentOf("", zone)).toBeNull();
    expect(momentOf("2026-01-12", zone)).toBeNull();
    expect(momentOf("2026-02-30T10:00", zone)).toBeNull();
  });

  it("stays the same clock time over a night that clocks change in", () => {
    expect(daysLater("2026-03-28T20:00", 1)).toBe("2026-03-29T20:00");
    const next = nextAt("08:00", Date.parse("2026-03-28T20:00:00Z"), zone);
    expect(next).toBe(Date.parse("2026-03-29T07:00:00Z"));
  });

  it("is said with its day and 24 hours, whatever the browser writes", () => {
    expect(localInWords("2026-01-17T20:00")).toBe("Sat 17 Jan 2026 20:00");
    expect(localInWords("")).toBe("");
  });

  it("comes next today, else tomorrow", () => {
    const at = Date.parse("2026-01-12T14:46:00Z");
    expect(nextAt("20:00", at, zone)).toBe(Date.parse("2026-01-12T20:00:00Z"));
    expect(nextAt("08:00", at, zone)).toBe(Date.parse("2026-01-13T08:00:00Z"));
    expect(nextAt("14:46", at, zone)).toBe(at);
  });
});
