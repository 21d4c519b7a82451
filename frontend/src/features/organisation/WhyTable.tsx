// Each parameter when the level changed, beside what it was when the level before was reached.
import type { Unit, Why, WhyParameter } from "../../api/types";
import { counts, trimmed, withUnit } from "../../ui/figure";
import { Moment } from "../../ui/Moment";
import { stateInWords } from "../../ui/position/doubt";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import { ageInWords } from "../../ui/time";

export function WhyTable({ unit, why, scene }: { unit: Unit; why: Why; scene: Scene }) {
  return (
    <TableRegion name={`Parameters of ${unit.name} at the change`} kind="plain">
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Before → then</th>
          <th scope="col">Points</th>
          <th scope="col">As at</th>
          <th scope="col">State</th>
          <th scope="col">Source</th>
        </tr>
      </thead>
      <tbody>
        {why.parameters.map((parameter) => (
          <WhyRow key={parameter.id} {...{ parameter, scene }} at={why.at} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            Altogether
          </th>
          <td colSpan={4}>
            {trimmed(why.score, 1)} of {trimmed(why.available, 1)}
          </td>
        </tr>
      </tfoot>
    </TableRegion>
  );
}

function WhyRow({ parameter, at, scene }: { parameter: WhyParameter; at: string; scene: Scene }) {
  const { metric: id, figure, was, observed_at, source, state } = parameter;
  const metric = scene.metrics[id];
  const say = (value: string | null | undefined) => (value ? withUnit(value, metric) : "–");
  const moved = parameter.was_points !== null && Number(parameter.was_points) !== Number(parameter.points);
  const points = trimmed(parameter.points, 1);
  return (
    <tr className={moved ? "why__moved" : ""}>
      <th scope="row">{metric?.title ?? id}</th>
      <td>
        {say(was)} → <strong>{say(figure?.value)}</strong>
        {counts(figure) && <span className="counted">{counts(figure)}</span>}
      </td>
      <td>
        {parameter.was_points === null ? "–" : trimmed(parameter.was_points, 1)} →{" "}
        {moved ? <strong>{points}</strong> : points} of {trimmed(parameter.max_points, 1)}
      </td>
      <td>
        {observed_at ? <Moment at={observed_at} zone={scene.zone} now={scene.now} /> : "–"}
        {observed_at && Date.parse(at) - Date.parse(observed_at) >= 60_000 && (
          <span className="counted">{ageInWords(observed_at, at)}</span>
        )}
      </td>
      <td>{stateInWords(state)}</td>
      <td>{source ?? "–"}</td>
    </tr>
  );
}
