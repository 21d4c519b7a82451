// Every parameter of one organisation: figure, time, state in words, points, source.
import type { Parameter, Picture, Unit } from "../../api/types";
import { counts, trimmed, withUnit } from "../figure";
import { Moment } from "../Moment";
import { ageInWords } from "../time";
import { isLate } from "./doubt";
import { StateWords } from "./StateWords";
import type { Scene } from "./scene";

interface Props {
  unit: Unit;
  picture: Picture;
  scene: Scene;
}

export function ParameterTable({ unit, picture, scene }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className="table table--parameters" aria-label={`Parameters of ${unit.name}`} tabIndex={0}>
      <table>
        <caption className="nhsuk-u-visually-hidden">Parameters of {unit.name}</caption>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col" className="number">
              Figure
            </th>
            <th scope="col">As at</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Points
            </th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {picture.parameters.map((parameter) => (
            <ParameterRow key={parameter.id} {...{ parameter, picture, scene }} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ParameterRow({
  parameter,
  picture,
  scene,
}: {
  parameter: Parameter;
  picture: Picture;
  scene: Scene;
}) {
  const { metric: id, value, observed_at, state, due_at, points, max_points } = parameter;
  const metric = scene.metrics[id];
  const held = picture.held[id];
  return (
    <tr>
      <th scope="row">{metric?.title ?? id}</th>
      <td className="number">
        <span className={`figure figure--${state}`}>{value === null ? "–" : withUnit(value, metric)}</span>
        {held && <Counted text={counts(held.scores)} />}
      </td>
      <td>
        {observed_at ? <Moment at={observed_at} zone={scene.zone} now={scene.now} /> : "–"}
        {observed_at && isLate(parameter) && (
          <span className="age age--late"> {ageInWords(observed_at, scene.now)}</span>
        )}
      </td>
      <td>
        <StateWords state={state} due={due_at} scene={scene} />
        {held?.doubt && held.latest && (
          <span className="counted">sent: {withUnit(held.latest.value, metric)}</span>
        )}
      </td>
      <td className="number">
        {trimmed(points, 1)} of {trimmed(max_points, 1)}
      </td>
      <td>{held?.source ?? "–"}</td>
    </tr>
  );
}

function Counted({ text }: { text: string }) {
  return text ? <span className="counted">{text}</span> : null;
}
