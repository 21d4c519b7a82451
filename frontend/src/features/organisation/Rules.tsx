// The rules that judge an organisation: their name, where they come from, and what each parameter's cuts are.
import type { Picture } from "../../api/types";
import { Link } from "../../ui/Link";
import { PackCuts, rulesInWords } from "../../ui/position/PackCuts";
import { useRules } from "../../ui/position/rules";
import type { Scene } from "../../ui/position/scene";
import { rulesAddress } from "../../ui/rulesAddress";

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
  const page = rulesAddress(scene.system, { show: "pack", of: rules, than: null });
  return (
    <details className="more">
      <summary>
        Rules: {rules.title}, version {rules.version} ({rules.provenance})
      </summary>
      {rules.source && <p className="strip__quiet">{rules.source}.</p>}
      <p>{rulesInWords(rules)}</p>
      <PackCuts {...{ rules, scene }} />
      {scene.figures && (
        <p>
          <Link to={page}>Since when, what it changes, and how it would have been</Link>
        </p>
      )}
    </details>
  );
}
