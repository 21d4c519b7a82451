import { describe, expect, it } from "vitest";
import { isForlorn } from "./knock";

describe("a socket that waits for its answer", () => {
  it("is given up soon where the service answers a knock at once", () => {
    expect(isForlorn(400, 10, 0)).toBe(false);
    expect(isForlorn(600, 10, 0)).toBe(true);
  });

  it("is given longer where the way to the service is long", () => {
    expect(isForlorn(1_500, 400, 0)).toBe(false);
  });

  it("is given twice as long each time, so that what is slow can open at all", () => {
    expect(isForlorn(1_000, 10, 1)).toBe(false);
    expect(isForlorn(7_900, 10, 4)).toBe(false);
  });
});
