// The rules that judge an organisation: their name, where they come from, and what each parameter's cuts are.
import type { Pack, PackParameter, Picture } from "../../api/types";
import { trimmed } from "../../ui/figure";
import { bandInWords } from "../../ui/position/bullet";
import { useRules } from "../../ui/position/rules";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import { rulesInWords } from "./reasons";

export function Rules({ picture, scene }: { picture: Picture; scene: Scene }) {
  const { pack, pack_version, provenance } = picture;
  const rules = useRules(pack, pack_version);
  if (!pack) return null;
  if (!rules)
    return (
      <p className="strip__quiet">
        Rules: {pack} version {pack_version} ({provenance})
      </p>
    );
  return (
    <details className="more">
      <summary>
        Rules: {rules.title}, version {rules.version} ({rules.provenance})
      </summary>
      {rules.source && <p className="strip__quiet">{rules.source}.</p>}
      <p>{rulesInWords(rules)}</p>
      <Cuts {...{ rules, scene }} />
    </details>
  );
}

function Cuts({ rules, scene }: { rules: Pack; scene: Scene }) {
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
