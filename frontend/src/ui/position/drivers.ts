// What makes a unit's score: the parameters that carry most points, and those that cannot be relied on. Pure.
import type { Parameter, Picture } from "../../api/types";
import { isQuiet } from "./doubt";

const MOST_SHOWN = 3;

/** The two or three with most points; none that takes no points. */
export function driversOf(picture: Picture): Parameter[] {
  return [...picture.parameters]
    .filter(({ points }) => Number(points) > 0)
    .sort((a, b) => Number(b.points) - Number(a.points) || share(b) - share(a))
    .slice(0, MOST_SHOWN);
}

/** Those in doubt that are not already among the drivers. */
export function doubtfulOf(picture: Picture, drivers: readonly Parameter[]): Parameter[] {
  return picture.parameters.filter((parameter) => !isQuiet(parameter) && !drivers.includes(parameter));
}

function share({ points, max_points }: Parameter): number {
  return Number(max_points) > 0 ? Number(points) / Number(max_points) : 0;
}

export interface Bar {
  taken: number; // all in hundredths of the bar
  most: number;
  ticks: number[];
  words: string;
}

/** The score, what it could rise to, and the bands, on one scale of 0 to 100. Null: nothing to draw. */
export function barOf(picture: Picture): Bar | null {
  const { score, available, floor_score, ceiling_score, bounds_available, score_kind, bands } = picture;
  const whole = Number(bounds_available) || Number(available);
  if (!score_kind || !whole) return null;
  const base = score_kind === "points" ? whole : Number(available) || whole;
  const taken = picture.stated ? hundredths(Number(score) / base) : hundredths(Number(floor_score) / whole);
  const most = Math.max(taken, hundredths(Number(ceiling_score) / whole));
  const scale = score_kind === "points" ? 100 / whole : 1;
  const ticks = (bands ?? []).map((band) => Number(band) * scale).filter((tick) => tick > 0 && tick < 100);
  const unsure =
    most - taken >= 0.5 ? `, up to ${Math.round(most)} % if what is not seen is at its worst` : "";
  const said = picture.stated ? `score ${Math.round(taken)} %` : "score not known";
  return { taken, most, ticks, words: said + unsure };
}

function hundredths(part: number): number {
  return Math.min(100, Math.max(0, part * 100));
}
