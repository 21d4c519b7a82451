import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declaration, lead, minutesAgo, okoro } from "../../../dev/matters";
import {
  apartInWords,
  askedBy,
  declaredInWords,
  hoursFromNow,
  longerUntil,
  untilInWords,
  untilOf,
  whyNotLonger,
  whyNotYet,
} from "./declare";

const NOW = Date.parse("2026-01-12T14:46:00Z");
const clock = { zone: "Europe/London", now: NOW };

describe("declaring a level", () => {
  const good = { level: 4, reason: "oxygen fault", until: NOW + 3_600_000 };

  it("wants a level, a reason and a time within a day", () => {
    expect(whyNotYet(good, 3, NOW)).toBeNull();
    expect(whyNotYet({ ...good, level: null }, 3, NOW)).toBe("Choose a level.");
    expect(whyNotYet({ ...good, reason: "  " }, 3, NOW)).toBe("Say why, in a few words.");
    expect(whyNotYet({ ...good, until: NOW }, 3, NOW)).toBe("Say until when.");
    expect(whyNotYet({ ...good, until: hoursFromNow(24, NOW) + 60_000 }, 3, NOW)).toMatch(/24 hours/);
  });

  it("below the calculated level lasts four hours at most", () => {
    const lower = { ...good, level: 2 };
    expect(whyNotYet({ ...lower, until: hoursFromNow(4, NOW) }, 3, NOW)).toBeNull();
    expect(whyNotYet({ ...lower, until: hoursFromNow(12, NOW) }, 3, NOW)).toMatch(/calculated level is 3/);
    expect(whyNotYet({ ...lower, until: hoursFromNow(12, NOW) }, null, NOW)).toBeNull();
  });

  it("says of a time which day it is of", () => {
    expect(untilInWords(untilOf("23:00", clock) ?? 0, clock)).toBe("today 23:00");
    expect(untilInWords(untilOf("05:00", clock) ?? 0, clock)).toBe("tomorrow 05:00");
    expect(untilOf("", clock)).toBeNull();
  });

  it("is in force with what it waits for, and who cannot agree to it", () => {
    expect(declaredInWords(declaration(), clock)).toBe("declared 4 until 18:00 · awaiting agreement");
    expect(askedBy(declaration())).toBe(lead);
    const down = declaration({ awaiting: false, stepping_down: okoro });
    expect(declaredInWords(down, clock)).toBe("declared 4 until 18:00 · stepping down, awaiting agreement");
    expect(askedBy(down)).toBe(okoro);
    expect(askedBy(declaration({ awaiting: false }))).toBeNull();
  });
});

describe("extending a declaration", () => {
  const said = declaration({ level: 2, opened_at: minutesAgo(60), until: minutesAgo(-60) });

  it("wants a later time within a day", () => {
    expect(longerUntil(said, 1, NOW)).toBe(hoursFromNow(4, NOW));
    expect(whyNotLonger(said, hoursFromNow(24, NOW), 1, NOW)).toBeNull();
    expect(whyNotLonger(said, NOW + 60 * 60_000, 1, NOW)).toBe("Give a later time, or withdraw it.");
    expect(whyNotLonger(said, hoursFromNow(25, NOW), 1, NOW)).toMatch(/24 hours/);
    expect(whyNotLonger(said, null, 1, NOW)).toBe("Say until when.");
  });

  it("below the calculated level stands four hours in all, from when it was declared", () => {
    const most = Date.parse(said.opened_at) + 4 * 3_600_000;
    expect(longerUntil(said, 3, NOW)).toBe(most);
    expect(whyNotLonger(said, most, 3, NOW)).toBeNull();
    expect(whyNotLonger(said, most + 1, 3, NOW)).toMatch(/calculated level is 3.*4 hours in all/);
    const whole = { ...said, until: new Date(most).toISOString() };
    expect(whyNotLonger(whole, most, 3, NOW)).toMatch(/4 hours in all/);
  });

  it("proposes what is allowed, whatever stands and however long it has", () => {
    const minutes = fc.integer({ min: 0, max: 239 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 4 }), (ago, calculated) => {
        const one = declaration({ level: 2, opened_at: minutesAgo(ago), until: minutesAgo(-0.5) });
        expect(whyNotLonger(one, longerUntil(one, calculated, NOW), calculated, NOW)).toBeNull();
      }),
    );
  });

  it("tells of levels two or more apart, and of no less", () => {
    expect([null, 0, 1, 2, 3].map(apartInWords)).toEqual([
      null,
      null,
      null,
      "2 levels apart",
      "3 levels apart",
    ]);
  });
});
