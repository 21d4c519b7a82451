// One metric's chart: its name, its latest figure or the one under the pointer, the line, and the same as a table.
import { memo, useCallback, useMemo, useState } from "react";
import type { Line, Metric, PackParameter, UnitDay } from "../../api/types";
import { plotOf, standingAt } from "../../ui/chart/plot";
import { TimeLine } from "../../ui/chart/TimeLine";
import { trimmed } from "../../ui/figure";
import type { Scene } from "../../ui/position/scene";
import { when } from "../../ui/time";
import { PointsTable } from "./PointsTable";
import { nameOfChart, sayLatest, sayPoint } from "./said";

interface Props {
  line: Line;
  day: UnitDay;
  rule: PackParameter | null;
  scene: Scene;
  cut: boolean;
}

/** Not drawn with every frame of the board: its name alone is all its figures sorted. */
export const Chart = memo(function Chart({ line, day, rule, scene, cut }: Props) {
  const metric = scene.metrics[line.metric];
  const [looked, setLooked] = useState<number | null>(null);
  const plot = useMemo(() => plotOf(line.points, day, metric, rule), [line, day, metric, rule]);
  const say = useCallback((figure: number) => trimmed(String(figure), metric?.places ?? 1), [metric]);
  const zone = scene.zone;
  return (
    <figure className="chart">
      <figcaption className="chart__top">
        <span className="chart__name">{metric?.title ?? line.metric}</span>
        <span className="chart__looked">
          {looked === null ? sayLatest(line, day, metric, scene) : readout(line, metric, looked, scene)}
        </span>
      </figcaption>
      <TimeLine
        {...{ plot, zone, say, cut }}
        name={nameOfChart(line, day, metric, scene)}
        onLook={setLooked}
      />
      <PointsTable {...{ line, metric, scene }} />
    </figure>
  );
});

function readout(line: Line, metric: Metric | undefined, looked: number, { zone, now }: Scene): string {
  const stood = standingAt(line.points, looked);
  const figure = stood ? sayPoint(stood, metric) : "nothing known";
  return `${when(looked * 1000, now, zone)}: ${figure}`;
}
