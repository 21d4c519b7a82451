import { describe, expect, it } from "vitest";
import type { Line, PackParameter } from "../../api/types";
import { localHours } from "./hours";
import { plotOf, rangeOf, seconds, standingAt, stepsOf, thinned } from "./plot";

type Point = Line["points"][number];

const at = (time: string) => `2026-01-12T${time}:00.000000Z`;
const x = (time: string) => seconds(at(time));
const point = (from: string, until: string, value: string | null, queried = false): Point => {
  return { at: at(from), until: at(until), value, source: "feed", queried };
};
const day = { from: x("00:00"), to: x("23:00") };

describe("figures as steps", () => {
  it("stand level from their time until the next", () => {
    const { xs, standing } = stepsOf([point("08:00", "08:15", "90"), point("08:15", "08:30", "94")], day);
    expect(xs).toEqual([x("08:00"), x("08:15"), x("08:15"), x("08:30")]);
    expect(standing).toEqual([90, 90, 94, 94]);
  });

  it("leave a gap where one had gone stale before the next came, never a line across", () => {
    const { xs, standing } = stepsOf([point("08:00", "08:45", "90"), point("10:00", "10:15", "94")], day);
    expect(xs).toEqual([x("08:00"), x("08:45"), x("08:45"), x("10:00"), x("10:15")]);
    expect(standing).toEqual([90, 90, null, 94, 94]);
  });

  it("leave a gap where the sender did not know", () => {
    const { standing } = stepsOf(
      [point("08:00", "08:15", "90"), point("08:15", "08:30", null), point("08:30", "08:45", "94")],
      day,
    );
    expect(standing).toEqual([90, 90, null, 94, 94]);
  });

  it("pass under a queried one, which is a dot off the line", () => {
    const { xs, standing, queried } = stepsOf(
      [
        point("08:00", "09:00", "93.8"),
        point("08:30", "08:30", "9.64", true),
        point("09:00", "09:15", "96.4"),
      ],
      day,
    );
    expect(xs).toEqual([x("08:00"), x("08:30"), x("09:00"), x("09:00"), x("09:15")]);
    expect(standing).toEqual([93.8, undefined, 93.8, 96.4, 96.4]);
    expect(queried).toEqual([undefined, 9.64, undefined, undefined, undefined]);
  });

  it("do not join over a queried one in a gap", () => {
    const { standing } = stepsOf(
      [point("08:00", "08:15", "90"), point("09:00", "09:00", "9", true), point("10:00", "10:15", "94")],
      day,
    );
    expect(standing).toEqual([90, 90, null, null, 94, 94]);
  });

  it("begin with the stretch where they stood before it, and end with it", () => {
    const { xs } = stepsOf([point("08:00", "10:00", "90")], { from: x("09:00"), to: x("09:30") });
    expect(xs).toEqual([x("09:00"), x("09:30")]);
  });

  it("are in order of time, whatever came between", () => {
    const points = [
      point("08:00", "12:00", "1"),
      point("09:00", "09:00", "7", true),
      point("10:00", "10:00", "8", true),
    ];
    const { xs } = stepsOf(points, day);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
  });
});

describe("what a chart shows", () => {
  const rule = { worse: "lower", cuts: ["78", "70", "60"] } as PackParameter;

  it("has bands from the rules, worst at the bottom where lower is worse", () => {
    const plot = plotOf(
      [point("08:00", "09:00", "75")],
      { from: at("00:00"), to: at("23:00") },
      undefined,
      rule,
    );
    expect(plot.bands.map(({ step }) => step)).toEqual([3, 2, 1, 0]);
    expect(plot.marks).toEqual([60, 70, 78]);
  });

  it("is labelled at its lowest and highest where no rules judge it", () => {
    const points = [point("08:00", "09:00", "5"), point("09:00", "10:00", "12")];
    expect(plotOf(points, { from: at("00:00"), to: at("23:00") }, undefined, null)).toMatchObject({
      bands: [],
      marks: [5, 12],
    });
  });

  it("has room for one figure alone, and none under nought", () => {
    expect(rangeOf([0], undefined)).toEqual([0, 1]);
    const [least, most] = rangeOf([88], undefined);
    expect(least < 88 && 88 < most).toBe(true);
  });

  it("labels no two heights on one another", () => {
    expect(thinned([92, 95, 98], [90, 100], 0.2)).toEqual([92, 95, 98]);
    expect(thinned([1, 2, 100], [0, 100], 0.2)).toEqual([2, 100]);
  });

  it("finds the figure that stood at a moment, and none in a gap", () => {
    const points = [point("08:00", "08:45", "90"), point("10:00", "10:15", "94")];
    expect(standingAt(points, x("08:30"))?.value).toBe("90");
    expect(standingAt(points, x("09:30"))).toBeNull();
  });
});

describe("local hours on the axis", () => {
  const hours = (from: string, to: string) => {
    const struck = localHours(seconds(from), seconds(to), "Europe/London", 3);
    return struck.map((second) => new Date(second * 1000).toISOString().slice(11, 16));
  };

  it("are whole hours of the system's clock, winter and summer", () => {
    expect(hours("2026-01-12T00:00:00Z", "2026-01-12T09:00:00Z")).toEqual([
      "00:00",
      "03:00",
      "06:00",
      "09:00",
    ]);
    expect(hours("2026-07-11T23:00:00Z", "2026-07-12T08:00:00Z")).toEqual([
      "23:00",
      "02:00",
      "05:00",
      "08:00",
    ]);
  });

  it("keep to the clock on the night of 23 hours and on that of 25", () => {
    expect(hours("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z").slice(0, 3)).toEqual([
      "00:00",
      "02:00",
      "05:00",
    ]);
    expect(hours("2025-10-25T23:00:00Z", "2025-10-27T00:00:00Z").slice(0, 3)).toEqual([
      "23:00",
      "03:00",
      "06:00",
    ]);
  });
});
