// What carries most of an organisation's points, in a few words. Pure.
import type { Metric, Parameter, Picture } from "../../api/types";
import { lowerFirst, withUnit } from "../figure";
import { driversOf } from "./drivers";

const MOST_REASONS = 2;

/** "majors 126 %, handover 52 min". */
export function mainReasons(picture: Picture, metrics: Record<string, Metric>): string {
  const say = ({ metric: id, value }: Parameter) => {
    const metric = metrics[id];
    return value === null
      ? []
      : [`${lowerFirst(metric?.short ?? id)} ${withUnit(value, metric).replace(/ /g, "\u00a0")}`];
  };
  return driversOf(picture).flatMap(say).slice(0, MOST_REASONS).join(", ");
}
