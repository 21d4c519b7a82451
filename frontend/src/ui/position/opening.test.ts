import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opening } from "./opening";

const LONDON = "Europe/London";
const at = (time: string) => Date.parse(`2026-01-12T${time}:00Z`);

describe("a place with opening hours", () => {
  it("is open from the first minute up to, not including, the last", () => {
    const said = ["07:59", "08:00", "22:59", "23:00"].map((time) =>
      opening("08:00 to 23:00", at(time), LONDON),
    );
    expect(said).toEqual([
      "closed until 08:00",
      "open until 23:00",
      "open until 23:00",
      "closed until 08:00",
    ]);
  });

  it("goes by the system's clock, not by UTC", () => {
    expect(opening("08:00 to 20:00", Date.parse("2026-07-01T07:30:00Z"), LONDON)).toBe("open until 20:00");
  });

  it("may stay open over midnight, until midnight, or all day", () => {
    expect(opening("20:00 to 08:00", at("03:00"), LONDON)).toBe("open until 08:00");
    expect(opening("20:00 to 08:00", at("12:00"), LONDON)).toBe("closed until 20:00");
    expect(opening("08:00 to 24:00", at("23:59"), LONDON)).toBe("open until midnight");
    expect(opening("00:00 to 24:00", at("12:00"), LONDON)).toBe("open all day");
  });

  it("keeps the words it does not understand, and never guesses from them", () => {
    const weekend = "08:00 to 14:00 Monday to Friday, 08:00 to 17:00 at weekends";
    for (const words of [weekend, "24 hours", "8:00 to 23:00", "25:00 to 26:00", ""]) {
      expect(opening(words, at("09:00"), LONDON)).toBe(words);
    }
  });

  it("is open or closed at every minute, and never both", () => {
    const hour = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, "0")}:00`);
    fc.assert(
      fc.property(hour, hour, hour, (from, to, time) => {
        const there = opening(`${from} to ${to}`, at(time), LONDON).startsWith("open");
        const back = opening(`${to} to ${from}`, at(time), LONDON).startsWith("open");
        expect(from === to || there !== back).toBe(true);
      }),
    );
  });
});
