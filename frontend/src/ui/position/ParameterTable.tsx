// Every parameter of one organisation: figure, its bands, time, state in words, points, source.
import type { Pack, Parameter, Picture, Unit } from "../../api/types";
import { counts, trimmed, withUnit } from "../figure";
import { Moment } from "../Moment";
import { TableRegion } from "../TableRegion";
import { ageInWords } from "../time";
import { Bullet } from "./Bullet";
import { isLate } from "./doubt";
import { ruleFor, useRules } from "./rules";
import { StateWords } from "./StateWords";
import type { Scene } from "./scene";

interface Props {
  unit: Unit;
  picture: Picture;
  scene: Scene;
}

export function ParameterTable({ unit, picture, scene }: Props) {
  const rules = useRules(picture.pack, picture.pack_version);
  return (
    <TableRegion name={`Parameters of ${unit.name}`} kind="parameters">
      <caption className="nhsuk-u-visually-hidden">Parameters of {unit.name}</caption>
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col" className="number">
            Figure
          </th>
          {rules && <th scope="col">Against the rules: worse →</th>}
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
          <ParameterRow key={parameter.id} {...{ parameter, picture, rules, scene }} />
        ))}
      </tbody>
    </TableRegion>
  );
}

interface RowProps {
  parameter: Parameter;
  picture: Picture;
  rules: Pack | null;
  scene: Scene;
}

function ParameterRow({ parameter, picture, rules, scene }: RowProps) {
  const { metric: id, value, observed_at, state, due_at, points, max_points } = parameter;
  const metric = scene.metrics[id];
  const held = picture.held[id];
  const rule = ruleFor(rules, id);
  return (
    <tr>
      <th scope="row">{metric?.title ?? id}</th>
      <td className="number">
        <span className={`figure figure--${state}`}>{value === null ? "–" : withUnit(value, metric)}</span>
        {held && <Counted text={counts(held.scores)} />}
      </td>
      {rules && (
        <td className="table__bullet">
          {rule && <Bullet {...{ parameter, rule, metric }} was={held?.was} />}
        </td>
      )}
      <td className="table__at">
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
      <td className="number table__points">
        {trimmed(points, 1)} of {trimmed(max_points, 1)}
      </td>
      <td>{held?.source ?? "–"}</td>
    </tr>
  );
}

function Counted({ text }: { text: string }) {
  return text ? <span className="counted">{text}</span> : null;
}
