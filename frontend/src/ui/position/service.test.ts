import { describe, expect, it } from "vitest";
import type { Service } from "../../api/types";
import { hourAndMinute } from "../time";
import { hoursInWords, inOneLine, openUntil, sayWhen, serviceSaid } from "./service";

const LONDON = "Europe/London";
const EIGHT = "2026-01-12T08:00:00Z";
const SIX = "2026-01-12T18:00:00Z";
const open: Service = { status: "open", reason: null, until: null, shut: false, changes_at: null };

function words(service: Partial<Service> | null): string[] {
  const said = serviceSaid(service && { ...open, ...service });
  return said.map((one) => inOneLine(one, (at) => hourAndMinute(at, LONDON)));
}

describe("what is said of a service", () => {
  it("says nothing of one that is open, until when or not", () => {
    expect(words(null)).toEqual([]);
    expect(words({ changes_at: SIX })).toEqual([]);
    expect(openUntil({ ...open, changes_at: SIX })).toBe(SIX);
  });

  it("says that it is closed now and when it opens", () => {
    expect(words({ shut: true, changes_at: EIGHT })).toEqual(["Closed now, opens 08:00"]);
    expect(openUntil({ ...open, shut: true, changes_at: EIGHT })).toBeNull();
  });

  it("says what somebody has said of it, until when and why", () => {
    const flood = { reason: "Flood in majors", until: SIX } as const;
    expect(words({ status: "limited", ...flood })).toEqual(["Limited until 18:00: Flood in majors"]);
    expect(words({ status: "closed_to_ambulances", ...flood })).toEqual([
      "Closed to ambulances until 18:00: Flood in majors",
    ]);
  });

  it("says of one that is closed when it really opens, which its hours may put off", () => {
    const closed = { status: "closed", reason: "Power", until: SIX, shut: true } as const;
    expect(words({ ...closed, changes_at: EIGHT })).toEqual(["Closed until 08:00: Power"]);
  });

  it("says both where it is limited and outside its hours", () => {
    expect(words({ status: "limited", reason: "No CT", until: SIX, shut: true, changes_at: EIGHT })).toEqual([
      "Closed now, opens 08:00",
      "Limited until 18:00: No CT",
    ]);
  });

  it("leaves the reason out for those who are not told it", () => {
    expect(words({ status: "limited", until: SIX })).toEqual(["Limited until 18:00"]);
  });

  it("names the day of what is a day away, and calls midnight midnight on the system's clock", () => {
    const said = (at: string) => sayWhen(at, Date.parse("2026-07-01T20:00:00Z"), LONDON);
    expect(["2026-07-01T23:00:00Z", "2026-07-02T19:59:00Z", "2026-07-02T20:00:00Z"].map(said)).toEqual([
      "midnight",
      "time",
      "day",
    ]);
  });
});

describe("hours in a week", () => {
  it("names the days in a row, or each", () => {
    const line = (days: number[]) => hoursInWords([{ days, opens: "08:00", closes: "14:00" }]);
    expect([
      line([0, 1, 2, 3, 4, 5, 6]),
      line([0, 1, 2, 3, 4]),
      line([5, 6]),
      line([0, 2, 4]),
      line([6]),
    ]).toEqual([
      "08:00 to 14:00 every day",
      "08:00 to 14:00 Monday to Friday",
      "08:00 to 14:00 Saturday and Sunday",
      "08:00 to 14:00 Monday, Wednesday and Friday",
      "08:00 to 14:00 Sunday",
    ]);
  });

  it("calls midnight midnight, at both ends", () => {
    expect(
      hoursInWords([
        { days: [4], opens: "20:00", closes: "24:00" },
        { days: [5], opens: "00:00", closes: "02:00" },
      ]),
    ).toBe("20:00 to midnight Friday, midnight to 02:00 Saturday");
    expect(hoursInWords([{ days: [0, 1, 2, 3, 4, 5, 6], opens: "00:00", closes: "24:00" }])).toBe(
      "all day every day",
    );
  });

  it("says nothing of what is always open", () => {
    expect(hoursInWords([])).toBeNull();
  });
});
