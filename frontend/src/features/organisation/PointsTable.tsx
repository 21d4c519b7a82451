// The figures behind a chart as a table, newest first; made only once it is opened.
import { useState } from "react";
import type { Line, Metric } from "../../api/types";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import { sayPoint, standingInWords } from "./said";

interface Props {
  line: Line;
  metric: Metric | undefined;
  scene: Scene;
}

export function PointsTable({ line, metric, scene }: Props) {
  const [open, setOpen] = useState(false);
  const title = metric?.title ?? line.metric;
  return (
    <details className="chart__table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Table of these figures<span className="nhsuk-u-visually-hidden">: {title}</span>
      </summary>
      {open && (
        <TableRegion name={title} kind="plain" short>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col" className="number">
                Figure
              </th>
              <th scope="col">Until</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {[...line.points].reverse().map((point) => (
              <tr key={`${point.at} ${point.queried} ${point.source}`}>
                <th scope="row">
                  <Moment at={point.at} zone={scene.zone} now={scene.now} />
                </th>
                <td className="number">{point.value === null ? "–" : sayPoint(point, metric)}</td>
                <td>{standingInWords(point, scene.zone, scene.now)}</td>
                <td>{point.source}</td>
              </tr>
            ))}
          </tbody>
        </TableRegion>
      )}
    </details>
  );
}
