import { describe, expect, it } from "vitest";
import { mkuh, rise, siteOf, snapshot } from "../../../dev/scene";
import { couldBe, doubtPhrases, isUnseen } from "../../ui/position/doubt";
import { barOf, doubtfulOf, driversOf } from "../../ui/position/drivers";
import { namesOf } from "../../ui/position/names";
import { announce, sayEvent } from "../../ui/position/sentences";
import { allSeats, areSame, columnsOf, pillarsOf, worstFirst } from "./roster";
import { foldRollUps } from "./told";

const { tree, states, metrics } = snapshot();
const columns = columnsOf(tree, states);
const seats = allSeats(columns);
const names = namesOf(tree);
const bedford = states["RC9-BED"] ?? mkuh;
const luton = states["RC9-LUT"] ?? mkuh;

describe("how sure a strip is", () => {
  it("counts dead figures among the late ones, and each other doubt in its own words", () => {
    expect(doubtPhrases(bedford.parameters)).toEqual(["2 figures late", "1 queried"]);
    expect(doubtPhrases(mkuh.parameters)).toEqual([]);
  });

  it("says what the level could be only where it could be higher", () => {
    expect(couldBe(bedford)).toBe("could be 4");
    expect(couldBe(mkuh)).toBeNull();
    expect(couldBe(luton)).toBeNull();
  });

  it("does not see a unit without enough figures, nor one whose every figure is dead", () => {
    expect(isUnseen(luton)).toBe(true);
    expect(isUnseen(bedford)).toBe(false);
    const dead = Object.fromEntries(mkuh.parameters.map((_, i) => [i, "dead" as const]));
    const values = mkuh.parameters.map(({ value }) => Number(value));
    expect(isUnseen(siteOf({ unit: "X", values, states: dead, since: null }))).toBe(true);
  });
});

describe("what drives a strip", () => {
  it("is at most three parameters, most points first, none without points", () => {
    const points = driversOf(bedford).map((parameter) => Number(parameter.points));
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(points).toHaveLength(3);
    expect(driversOf(siteOf({ unit: "X", values: [10, 90, 50], since: null }))).toEqual([]);
  });

  it("leaves no doubtful figure out of both lists", () => {
    const drivers = driversOf(bedford);
    const shown = new Set([...drivers, ...doubtfulOf(bedford, drivers)].map(({ id }) => id));
    expect(["p3", "p4", "p7"].every((id) => shown.has(id))).toBe(true);
  });

  it("draws what is not seen beyond what is taken, with a tick at each band", () => {
    const bar = barOf(bedford);
    expect(bar?.taken).toBeCloseTo(59.26, 1);
    expect(bar?.most).toBeGreaterThan(bar?.taken ?? 100);
    expect(bar?.ticks).toEqual([20, 40, 70]);
  });

  it("draws no score for a unit whose level cannot be said", () => {
    expect(barOf(luton)?.words).toMatch(/^score not known/);
  });
});

describe("organisations and their pictures", () => {
  it("are the same while neither they nor a picture of theirs is another, whatever became of a place", () => {
    const again = (over: typeof states) => allSeats(columnsOf(tree, { ...states, ...over }));
    expect(areSame(seats, again({ MK: { ...mkuh, unit: "MK" } }))).toBe(true);
    expect(areSame(seats, again({ "RD8-MKH": { ...mkuh } }))).toBe(false);
    expect(areSame(seats, [...seats].reverse())).toBe(false);
    expect(areSame(seats, seats.slice(1))).toBe(false);
  });
});

describe("the head of the board", () => {
  it("never calls a pillar without rules calm: it has nobody assessed", () => {
    const others = pillarsOf(seats).filter(({ code }) => code !== "acute");
    expect(others.map(({ assessed }) => assessed.length)).toEqual(others.map(() => 0));
    expect(others.length).toBeGreaterThan(3);
  });

  it("puts the worst first, and what is not assessed last", () => {
    const order = worstFirst(seats).map(({ unit }) => unit.code);
    expect(order[0]).toBe("RD8-MKH");
    expect(order.slice(1, 3).sort()).toEqual(["RC9-BED", "RC9-LUT"]);
  });
});

describe("what happened", () => {
  it("to a place with its worst organisation is told once, with that organisation", () => {
    const [site, place] = [
      rise(7, "RD8-MKH", 3, 4, 0, ["Majors 126 %"]),
      rise(8, "MK", 3, 4, 0, ["RD8-MKH"]),
    ];
    const later = rise(9, "QHG", 3, 4, -5, ["RD8-MKH"]);
    expect(foldRollUps([later, place, site])).toEqual([
      { event: later, with: [] },
      { event: site, with: [place] },
    ]);
  });

  const why = ["Majors 126 %", "G&A 98.6 %"];

  it("is a sentence with its reasons", () => {
    const said = sayEvent(rise(1, "RD8-MKH", 3, 4, 0, why), names, metrics);
    expect(`${said.about} ${said.what}: ${said.why}`.replaceAll("\u00a0", " ")).toBe(
      "Milton Keynes University Hospital OPEL 3 → 4: majors 126 %, G&A 98.6 %",
    );
  });

  it("is never a level when there are not enough figures", () => {
    expect(sayEvent(rise(1, "RC9-LUT", 2, null, 0, []), names, metrics).what).toBe(
      "OPEL 2 → not enough figures",
    );
  });

  it("is said aloud as sentences, three at most, and how many more", () => {
    const events = [1, 2, 3, 4, 5].map((seq) => rise(seq, "RC9-BED", 2, 3, 0, []));
    expect(announce(events.slice(0, 1), names)).toBe("Bedford Hospital has gone from OPEL 2 to OPEL 3.");
    expect(announce(events, names)).toMatch(/And 2 more changes of level\.$/);
  });
});
