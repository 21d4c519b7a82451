// How every chart looks: its axes, its steps, its bands behind. Reads what to draw afresh at each drawing.
import type uPlot from "uplot";
import { hourAndMinute } from "../time";
import { localHours } from "./hours";
import type { Inks } from "./inks";
import { type Plot, thinned } from "./plot";

export const HEIGHT = 92;
const LABEL_APART = 0.24; // of the height
const WIDE = 420;

export interface Drawn {
  plot: Plot;
  inks: Inks;
  zone: string;
  say: (figure: number) => string;
  look: (moment: number | null) => void;
}

/** `drawn` answers with what is current, so that one chart serves for the life of its page. */
export function optionsOf(drawn: () => Drawn, width: number): uPlot.Options {
  return {
    width,
    height: HEIGHT,
    padding: [6, 18, 0, 0],
    legend: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: "hours" } },
    scales: {
      x: { time: false, range: () => [drawn().plot.from, drawn().plot.to] },
      y: { range: () => drawn().plot.range },
    },
    axes: [hours(drawn), figures(drawn)],
    series: [{}, steps(drawn), dots(drawn)],
    hooks: {
      drawClear: [(chart) => shade(chart, drawn())],
      setCursor: [(chart) => drawn().look(momentOf(chart))],
    },
  };
}

function hours(drawn: () => Drawn): uPlot.Axis {
  return {
    stroke: () => drawn().inks.ink,
    grid: { stroke: () => drawn().inks.grid, width: 1 },
    ticks: { show: false },
    size: 20,
    gap: 4,
    font: drawn().inks.font,
    splits: (chart) => {
      const { plot, zone } = drawn();
      return localHours(plot.from, plot.to, zone, chart.width < WIDE ? 6 : 3);
    },
    values: (_, splits) => splits.map((at) => hourAndMinute(at * 1000, drawn().zone)),
  };
}

function figures(drawn: () => Drawn): uPlot.Axis {
  return {
    stroke: () => drawn().inks.ink,
    grid: { show: false },
    ticks: { show: false },
    size: 48,
    gap: 4,
    font: drawn().inks.font,
    splits: () => {
      const { marks, range } = drawn().plot;
      return thinned(marks, range, LABEL_APART);
    },
    values: (_, splits) => splits.map((figure) => drawn().say(figure)),
  };
}

function steps(drawn: () => Drawn): uPlot.Series {
  return {
    stroke: () => drawn().inks.line,
    width: 2,
    points: { show: false },
  };
}

/** Queried figures: hollow, off the line. */
function dots(drawn: () => Drawn): uPlot.Series {
  return {
    stroke: () => drawn().inks.dot,
    paths: () => null,
    points: {
      show: true,
      size: 8,
      width: 2,
      stroke: () => drawn().inks.dot,
      fill: () => drawn().inks.paper,
    },
  };
}

function shade(chart: uPlot, { plot, inks }: Drawn): void {
  const { ctx, bbox } = chart;
  ctx.save();
  for (const { from, to, step } of plot.bands) {
    const top = chart.valToPos(to, "y", true);
    ctx.fillStyle = inks.bands[step] ?? inks.paper;
    ctx.fillRect(bbox.left, top, bbox.width, chart.valToPos(from, "y", true) - top);
  }
  ctx.restore();
}

function momentOf(chart: uPlot): number | null {
  const { left } = chart.cursor;
  return left === undefined || left === null || left < 0 ? null : chart.posToVal(left, "x");
}
