import { describe, expect, it } from "vitest";
import { metrics } from "../../../dev/metrics";
import { awaited, counted, department, mkuh, siteOf, states } from "../../../dev/scene";
import { allUnits } from "../../../dev/tree";
import type { Picture } from "../../api/types";
import { departmentPhrases } from "./department";
import { isRising } from "./direction";
import { namedOf } from "./kinds";
import { placesOf } from "./places";

const pictures = states();
const placed = (code: string, most: number | null = null) => {
  const unit = allUnits.find((one) => one.code === code);
  if (!unit) throw new Error(code);
  return placesOf(unit, pictures[code] ?? null, metrics, most);
};
const said = (code: string) =>
  placed(code).runs.map((run) => run.figures.map(({ label, figure }) => `${label} ${figure ?? "–"}`));
const withHeld = (held: Picture["held"]): Picture => ({ ...mkuh, held: { ...mkuh.held, ...held } });

const UNKNOWN = {
  ...{ code: "X", name: "X", short: "X", provider: "X", hours: [] },
  kind: "hospice",
  pillar: "hospice",
};

describe("a strip without rules", () => {
  it("has its figures in the places of its kind", () => {
    expect(said("RYC@QHG")).toEqual([
      ["REAP 3", "CSP 2"],
      ["C2 mean 38 min", "Hours lost 21.5"],
    ]);
  });

  it("shows a dash, never a nought, for what was never received", () => {
    expect(said("RV3@MK")).toEqual([
      ["Beds 93.1 %"],
      ["P1 slots –", "P2 beds –"],
      ["UCR 79.2 %", "Virtual ward 78 %"],
    ]);
    expect(placed("RV3@MK").runs[1]).toMatchObject({ at: null, state: "never_known" });
  });

  it("lists nothing as never received where nothing at all was", () => {
    expect(placed("MKUCS")).toEqual({ runs: [], shared: null, more: 0, late: 0, words: [] });
  });

  it("says of a council that its level is not declared, and tells one that is", () => {
    expect(placed("CBC").words).toEqual(["level not declared"]);
    expect(placed("MKCC").words).toEqual([]);
    expect(said("MKCC")[0]?.[0]).toBe("Declared OPEL 3");
  });

  it("says once how old its figures are where all are as old, and of each where not", () => {
    expect(placed("RV3@MK").shared).toMatchObject({ state: "not_due" });
    expect(placed("RYC@QHG").shared).toBeNull();
    const held = { a: counted("1", 400), b: awaited("2", 400, "not_due", -10) };
    expect(placesOf(UNKNOWN, { ...mkuh, held }, metrics).shared).not.toBeNull();
  });

  it("counts what it has no place for, the late apart", () => {
    expect(placed("RYE@QHG")).toMatchObject({ more: 1, late: 1 });
    expect(placed("111@QHG")).toMatchObject({ more: 1, late: 0 });
  });

  it("shows on a wall the first of what was received", () => {
    const figures = placed("RV3@MK", 2).runs.flatMap((run) => run.figures.map(({ label }) => label));
    expect(figures).toEqual(["Beds", "UCR"]);
  });

  it("of a kind that no table knows shows what is held", () => {
    const picture = { ...mkuh, held: { "beds.ga_open": counted("512", 4), odd: counted("7", 4) } };
    const { runs } = placesOf(UNKNOWN, picture, metrics);
    expect(runs[0]?.figures.map(({ label, figure }) => `${label} ${figure}`)).toEqual([
      "G&A open 512",
      "odd 7",
    ]);
  });

  it("queries what is queried", () => {
    const picture = withHeld({ "ambulance.reap_level": { ...awaited("3", 4, "fresh"), doubt: "queried" } });
    const unit = allUnits.find(({ pillar }) => pillar === "ambulance");
    expect(unit && placesOf(unit, picture, metrics).runs[0]?.state).toBe("queried");
  });

  it("is as old as the figure it shows, not as the queried one that came after", () => {
    const earlier = awaited("5", 40, "fresh");
    const { latest_at } = awaited("1", 4, "fresh");
    const held = { a: { ...earlier, latest_at, doubt: "queried" as const } };
    const [run] = placesOf(UNKNOWN, { ...mkuh, held }, metrics).runs;
    expect(run).toMatchObject({ at: earlier.scores_at, figures: [{ figure: "5" }] });
  });

  it("shows no earlier figure for one that the sender owned up not to know", () => {
    const held = { a: { ...awaited("5", 4, "fresh"), doubt: "unknown" as const } };
    const [run] = placesOf(UNKNOWN, { ...mkuh, held }, metrics).runs;
    expect(run).toMatchObject({ state: "unknown", figures: [{ figure: "unknown", worse: null }] });
  });

  it("has a place for each pillar but the acute, whose drivers are its places", () => {
    const pillars = new Set(allUnits.map(({ pillar }) => pillar));
    const without = [...pillars].filter(
      (pillar) => !namedOf({ ...allUnits[0], pillar, kind: "service" } as never),
    );
    expect(without).toEqual(["acute"]);
  });
});

describe("the counts of a department", () => {
  const words = (picture: Picture) => departmentPhrases(picture).flatMap((group) => group.words);

  it("are said as the room says them", () => {
    expect(words(withHeld(department(6, 112, 14, 5, 4)))).toEqual([
      "6 crews waiting, longest 112\u00a0min",
      "14 for a bed, 5 over 8\u00a0h",
    ]);
    expect(words(withHeld(department(1, 9, 0, 0, 4)))).toEqual([
      "1 crew waiting, longest 9\u00a0min",
      "0 for a bed",
    ]);
  });

  it("that are not held are not said, and no count is a nought for want of one", () => {
    expect(words(mkuh)).toEqual([]);
    expect(words(withHeld({ "ed.ambulance_queue": counted("3", 4) }))).toEqual(["3 crews waiting"]);
  });

  it("are late with the department's figures, and older where those are newer", () => {
    const late = siteOf({
      unit: "X",
      values: [30, 70, 100],
      states: { 2: "late" },
      ages: { 2: 52 },
      since: null,
    });
    const at = (minutes: number) => {
      const held = { "ed.ambulance_queue": counted("4", minutes) };
      return departmentPhrases({ ...late, held })[0];
    };
    expect(at(52)).toMatchObject({ late: true });
    expect(at(20)).toMatchObject({ late: false, older: true });
    expect(at(4)).toMatchObject({ late: false, older: false });
  });
});

describe("a level", () => {
  const now = Date.parse("2026-01-12T14:46:00Z");

  it("is rising for two hours after a rise, and not after a fall", () => {
    expect(isRising(mkuh, now)).toBe(true);
    expect(isRising(mkuh, now + 2 * 3_600_000)).toBe(false);
    expect(isRising({ ...mkuh, level: 3, previous: 4 }, now)).toBe(false);
    expect(isRising({ ...mkuh, previous: null }, now)).toBe(false);
    expect(isRising({ ...mkuh, stated: false }, now)).toBe(false);
  });
});
