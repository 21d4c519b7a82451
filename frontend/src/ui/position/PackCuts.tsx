// Where the points of a pack's parameters change, as a table, and how its level rises and falls, in a sentence.
import type { Pack, PackParameter } from "../../api/types";
import { trimmed } from "../figure";
import { TableRegion } from "../TableRegion";
import { bandInWords } from "./bullet";
import type { Scene } from "./scene";

export function PackCuts({ rules, scene }: { rules: Pack; scene: Scene }) {
  return (
    <TableRegion name={`Where points change in ${rules.title}`} kind="plain">
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Points</th>
          <th scope="col">Where it comes from</th>
        </tr>
      </thead>
      <tbody>
        {rules.parameters.map((rule) => (
          <tr key={rule.id}>
            <th scope="row">{scene.metrics[rule.metric]?.title ?? rule.metric}</th>
            <td>{bandsInWords(rule, scene)}</td>
            <td>
              {rule.provenance}
              {rule.note && `: ${rule.note}`}
            </td>
          </tr>
        ))}
      </tbody>
    </TableRegion>
  );
}

function bandsInWords(rule: PackParameter, { metrics }: Scene): string {
  const metric = metrics[rule.metric];
  const said = rule.points.map((points, band) => `${trimmed(points, 1)}: ${bandInWords(rule, band, metric)}`);
  return said.join("; ");
}

/** "A level rises at once, and falls after 30 min below it." */
export function rulesInWords({ hold_up_minutes, hold_down_minutes }: Pack): string {
  const after = (minutes: number) => (minutes === 0 ? "at once" : `after ${minutes} min`);
  return `A level rises ${after(hold_up_minutes)} and falls ${after(hold_down_minutes)}.`;
}
