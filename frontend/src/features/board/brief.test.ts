import { describe, expect, it } from "vitest";
import { metrics } from "../../../dev/metrics";
import { mkuh, siteOf, snapshot } from "../../../dev/scene";
import type { Picture } from "../../api/types";
import { mainReasons } from "../../ui/position/mainReasons";
import { briefOf, howSure } from "./brief";
import { allSeats, columnsOf, type Seat } from "./roster";

const { tree, states } = snapshot();
const seats = allSeats(columnsOf(tree, states));
const seatOf = (picture: Picture, i: number): Seat => ({
  unit: {
    code: `S${i}`,
    name: `Site ${i}`,
    short: `S${i}`,
    kind: "site",
    pillar: "acute",
    provider: "X",
    hours: [],
  },
  picture: { ...picture, unit: `S${i}` },
});
const calm = siteOf({ unit: "C", values: [10, 90, 50, 40, 1, 20, 80, 0, 5], since: null });
const bedford = states["RC9-BED"] ?? mkuh;
const luton = states["RC9-LUT"] ?? mkuh;

describe("the position in ten seconds", () => {
  it("tells who is at 4, then at 3, then who is not seen", () => {
    expect(briefOf(seats, true).told.map(({ unit }) => unit.short)).toEqual(["MKUH", "Bedford", "Luton"]);
  });

  it("tells three and counts the others", () => {
    const { told, more, moreAt4 } = briefOf([luton, mkuh, bedford, mkuh, mkuh].map(seatOf), true);
    expect(told.map(({ picture }) => picture?.level)).toEqual([4, 4, 4]);
    expect([more, moreAt4]).toEqual([2, 0]);
  });

  it("is calm only where nobody is at 3 or 4 and everybody is seen", () => {
    expect(briefOf([calm, calm].map(seatOf), true).calm).toBe(
      "No site at 3 or 4. Every figure due has come.",
    );
    expect(briefOf([calm, luton].map(seatOf), true)).toMatchObject({ calm: null, more: 0 });
  });

  it("never says that all is fresh where something is not", () => {
    const late = siteOf({
      unit: "L",
      values: [10, 90, 50, 40, 1, 20, 80, 0, 5],
      states: { 0: "late", 1: "late", 2: "late" },
      since: null,
    });
    expect(briefOf([calm, late].map(seatOf), true).calm).toBe(
      "No site at 3 or 4. Not all is sure: S1 could be 2, 3 figures late.",
    );
  });

  it("says nothing of figures to who is shown levels only", () => {
    const levels = { ...calm, parameters: [], held: {} };
    expect(briefOf([levels].map(seatOf), false).calm).toBe("No site at 3 or 4.");
  });

  it("does not take a hospital of which nothing is known yet for a calm one", () => {
    const unknown = { ...seatOf(mkuh, 1), picture: null };
    expect(briefOf([seatOf(calm, 0), unknown], true).told).toEqual([unknown]);
  });

  it("gives the reasons that carry most points", () => {
    expect(mainReasons(mkuh, metrics)).toBe("handover 52\u00a0min, 4-hour 57\u00a0%");
  });
});

describe("services that are not as they should be", () => {
  const service = { status: "limited", reason: "No CT", until: "2026-01-12T18:00:00Z" } as const;
  const limited = { ...calm, service: { ...service, shut: false, changes_at: null } };
  const night = { ...calm, service: { ...service, status: "open" as const, shut: true, changes_at: null } };

  it("are named beside who is calm, and said with who is told of anyway", () => {
    const named = (...pictures: Picture[]) => briefOf(pictures.map(seatOf), true).service.length;
    expect(named(limited, calm)).toBe(1);
    expect(named({ ...mkuh, service: limited.service })).toBe(0);
  });

  it("are not news outside their hours", () => {
    expect(briefOf([night].map(seatOf), true).service).toEqual([]);
  });

  it("have figures as they stood, which is not the same as fresh", () => {
    const parameters = mkuh.parameters.map((p) => ({ ...p, state: "closed" as const }));
    expect(howSure({ ...mkuh, parameters })).toBe("closed now, figures as they stood");
  });
});

describe("how sure a level is", () => {
  it("is said in words", () => {
    expect(howSure(mkuh)).toBe("yes, all fresh");
    expect(howSure(bedford)).toBe("could be 4, 2 figures late, 1 queried");
    expect(howSure(luton)).toBe("no, could be 1 to 4, 1 with few patients, 6 never received");
  });

  it("is not sure where every figure is dead, nor wholly where one is late without weight", () => {
    const dead = { ...mkuh, parameters: mkuh.parameters.map((p) => ({ ...p, state: "dead" as const })) };
    expect(howSure(dead)).toBe("no, every figure is too old, 9 figures late");
    const [first, ...rest] = mkuh.parameters;
    const one = first ? [{ ...first, state: "late" as const }, ...rest] : [];
    expect(howSure({ ...mkuh, parameters: one })).toBe("yes, though 1 figure late");
  });

  it("owns up to a known gap", () => {
    const [first, ...rest] = mkuh.parameters;
    const gap = first ? [{ ...first, state: "known_gap" as const }, ...rest] : [];
    expect(howSure({ ...mkuh, parameters: gap })).toBe("yes, but for 1 known gap");
  });
});
