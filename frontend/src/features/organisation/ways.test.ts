import { describe, expect, it } from "vitest";
import type { Way, WayMove, Ways } from "../../api/types";
import {
  downInWords,
  figuresOf,
  follows,
  isSoon,
  isTogether,
  upInWords,
  upperFirst,
  waitInWords,
} from "./ways";

const move = (parameter: string, over: Partial<WayMove> = {}): WayMove => ({
  parameter,
  metric: "beds.ga_occupancy_pct",
  name: "G&A",
  state: "fresh",
  certain: true,
  value: "97.4",
  cut: "95",
  on_cut: true,
  rising: false,
  points: "1",
  now: "97.4 %",
  goal: "95 % or below",
  brief: "95 %",
  difference: "2.4 lower",
  acts: ["12 patients discharged", "13 more beds open"],
  heading: null,
  ...over,
});

const way = (...moves: WayMove[]): Way => ({
  moves,
  level: 2,
  points: "1",
  certain: true,
  minutes: null,
  when: null,
  sentence: "",
});

const down = (over: Partial<Ways["down"]> = {}): Ways["down"] => ({
  state: "ways",
  level: 2,
  hold_minutes: 30,
  total: 2,
  exact: true,
  ways: [way(move("a")), way(move("b"))],
  shortest: null,
  waits_for: [],
  sentence: "",
  ...over,
});

const up = (over: Partial<Ways["up"]> = {}): Ways["up"] => ({
  state: "ways",
  level: 4,
  hold_minutes: 0,
  total: 2,
  exact: true,
  ways: [way(move("a")), way(move("b"))],
  sentence: "",
  ...over,
});

describe("what would bring it down", () => {
  it("says what level, after what hold, and of how many ways these are", () => {
    expect(downInWords(down())).toBe("Each of these brings it to OPEL 2 after 30 min.");
    expect(downInWords(down({ total: 1050 }))).toBe(
      "Each of these brings it to OPEL 2 after 30 min: the two with the fewest figures, of 1,050.",
    );
    expect(downInWords(down({ total: 9, exact: false }))).toContain(", of more than 9.");
    const one = down({ ways: [way(move("a"))], total: 1, hold_minutes: 0 });
    expect(downInWords(one)).toBe("This brings it to OPEL 2 at once.");
  });

  it("says once what no level falls without", () => {
    expect(waitInWords(down())).toBeNull();
    expect(waitInWords(down({ waits_for: ["majors", "G&A"] }))).toBe(
      "No level falls until a fresh figure bears out majors and G&A.",
    );
    expect(waitInWords(down({ state: "moving", waits_for: ["majors"] }))).toBeNull();
  });
});

describe("what is closest to pushing it up", () => {
  it("says whether a single figure does it", () => {
    expect(isTogether(up().ways)).toBe(false);
    expect(upInWords(up())).toBe("Each of these alone raises it to OPEL 4.");
    expect(upInWords(up({ ways: [way(move("a"))], total: 1 }))).toBe("This alone raises it to OPEL 4.");
    expect(upInWords(up({ total: 9, hold_minutes: 15 }))).toBe(
      "Each of these alone raises it to OPEL 4 after 15 min: the two nearest, of 9.",
    );
  });

  it("says how many it takes together", () => {
    const pairs = up({ ways: [way(move("a"), move("b")), way(move("a"), move("c"))] });
    expect(isTogether(pairs.ways)).toBe(true);
    expect(upInWords(pairs)).toBe("It takes two getting worse together to raise it to OPEL 4.");
    expect(figuresOf(pairs.ways).map(({ parameter }) => parameter)).toEqual(["a", "b", "c"]);
  });

  it("marks only what is soon", () => {
    const heading = (minutes: number | null) => move("a", { heading: { per_hour: "6", minutes, words: "" } });
    expect([heading(40), heading(180), heading(181), heading(null), move("a")].map(isSoon)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("the words of a line", () => {
  it("are joined as in speech, and begin with a capital", () => {
    expect([0, 1, 2].map((at) => follows(at, 3))).toEqual([",", " and", ""]);
    expect(follows(0, 1)).toBe("");
    expect(["majors", "4-hour", "G&A"].map(upperFirst)).toEqual(["Majors", "4-hour", "G&A"]);
  });
});
