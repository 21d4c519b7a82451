import { describe, expect, it } from "vitest";
import { metrics } from "../../../dev/metrics";
import { mkuh, siteOf } from "../../../dev/scene";
import type { PackParameter, Parameter } from "../../api/types";
import { bandInWords, bandOf, bandRead, bulletInWords, bulletOf } from "./bullet";

const rule = (over: Partial<PackParameter>): PackParameter => ({
  id: "p3",
  metric: "ed.majors_resus_occupancy_pct",
  worse: "higher",
  cuts: ["80", "100", "120"],
  points: ["0", "1", "2", "3"],
  cut_belongs_to: "calmer",
  provenance: "reconstructed",
  note: null,
  ...over,
});
const majors = rule({});
const fourHour = rule({
  id: "p2",
  metric: "ed.four_hour_performance_pct",
  worse: "lower",
  cuts: ["78", "70", "60"],
});
const figures = (value: string | null, was: string | null = null) => ({ value, was });
const parameter = (i: number, of = mkuh) => of.parameters[i] as Parameter;

describe("a bullet graph", () => {
  it("has its bands from calm to worst, as many as the rules have, and fills the width", () => {
    const { bands, cuts } = bulletOf(majors, figures("90"), undefined);
    expect(bands.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    expect([bands[0]?.from, bands.at(-1)?.to]).toEqual([0, 100]);
    expect(cuts.map(({ words }) => words)).toEqual(["80", "100", "120"]);
    expect(bulletOf(rule({ cuts: ["50"], points: ["0", "6"] }), figures("1"), undefined).bands).toHaveLength(
      2,
    );
  });

  it("puts worse to the right where lower is worse too", () => {
    const good = bulletOf(fourHour, figures("77", "61"), metrics[fourHour.metric]);
    expect(good.mirrored).toBe(true);
    expect(good.value?.at).toBeLessThan(good.was?.at ?? 0);
    expect(good.cuts.map(({ at }) => at)).toEqual([...good.cuts.map(({ at }) => at)].sort((a, b) => a - b));
  });

  it("holds a figure beyond the scale at its end, and says on which side", () => {
    expect(bulletOf(majors, figures("310", "5"), undefined)).toMatchObject({
      value: { at: 100, beyond: "worse" },
      was: { at: 0, beyond: "calmer" },
    });
  });

  it("draws no figure where there is none", () => {
    expect(bulletOf(majors, figures(null), undefined)).toMatchObject({ value: null, was: null });
  });

  it("draws nothing below nought, nor a share above all of them", () => {
    const handover = bulletOf(rule({ cuts: ["15", "30", "60"] }), figures("0"), undefined);
    expect(handover.value).toEqual({ at: 0, beyond: null });
    const all = bulletOf(
      rule({ worse: "lower", cuts: ["95", "76", "60"] }),
      figures("100"),
      metrics[fourHour.metric],
    );
    expect(all.value).toEqual({ at: 0, beyond: null });
  });
});

describe("the band of a figure", () => {
  it("is, on a cut, on the side that the rules say", () => {
    expect(bandRead(majors, 100)).toBe(1);
    expect(bandRead(rule({ cut_belongs_to: "worse" }), 100)).toBe(2);
    expect(bandRead(fourHour, 70)).toBe(1);
    expect(bandRead(rule({ ...fourHour, cut_belongs_to: "worse" }), 70)).toBe(2);
  });

  it("is the one whose points the service gave, whatever rounding shows", () => {
    expect(bandOf(majors, "120.00", "3")).toBe(3);
    expect(bandOf(rule({ points: ["0", "0", "2", "2"] }), "110", "2")).toBe(2);
  });

  it("is said with its ends and unit", () => {
    const say = (of: PackParameter) => [0, 1, 2, 3].map((band) => bandInWords(of, band, metrics[of.metric]));
    expect(say(majors)).toEqual([
      "up to 80 %",
      "over 80 %, up to 100 %",
      "over 100 %, up to 120 %",
      "beyond 120 %",
    ]);
    expect(say(fourHour)).toEqual([
      "78 % or more",
      "under 78 %, 70 % or more",
      "under 70 %, 60 % or more",
      "under 60 %",
    ]);
  });

  it("is read out with the figure, its points and what it was", () => {
    expect(bulletInWords(parameter(2), majors, "112", metrics[majors.metric])).toBe(
      "Majors 126 %: beyond 120 %, 3 of 3 points; was 112 %",
    );
    const unheard = siteOf({ unit: "X", values: [], since: null });
    expect(bulletInWords(parameter(2, unheard), majors, null, metrics[majors.metric])).toBe(
      "Majors: never received",
    );
    const late = siteOf({ unit: "X", values: [null, null, 90], states: { 2: "late" }, since: null });
    expect(bulletInWords(parameter(2, late), majors, null, metrics[majors.metric])).toBe(
      "Majors 90 %: over 80 %, up to 100 %, 1 of 3 points; late",
    );
  });
});
