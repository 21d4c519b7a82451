// A chart for each metric over the stretch: what is scored first, the rest folded away until asked for.
import { useState } from "react";
import type { Line, Pack, Picture, UnitDay } from "../../api/types";
import { ruleFor } from "../../ui/position/rules";
import type { Scene } from "../../ui/position/scene";
import { Chart } from "./Chart";

interface Props {
  day: UnitDay;
  rules: Pack | null;
  picture: Picture | null;
  scene: Scene;
  cut: boolean;
}

export function Charts({ day, rules, picture, scene, cut }: Props) {
  const [open, setOpen] = useState(false);
  const shown = day.lines.filter(({ points }) => points.length > 0);
  const scored = shown.filter(({ parameter }) => parameter !== null);
  const others = shown.filter(({ parameter }) => parameter === null);
  const charts = (lines: readonly Line[]) => (
    <div className="charts">
      {lines.map((line) => (
        <Chart key={line.metric} {...{ line, day, scene, cut }} rule={ruleFor(rules, line.metric)} />
      ))}
    </div>
  );
  const missing = missingOf(day, picture).map((metric) => scene.metrics[metric]?.short ?? metric);
  if (scored.length === 0) return charts(others);
  return (
    <>
      {charts(scored)}
      {missing.length > 0 && <p className="strip__quiet">No figure in this time: {missing.join(", ")}.</p>}
      {others.length > 0 && (
        <details className="more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>Charts of other figures ({others.length})</summary>
          {open && charts(others)}
        </details>
      )}
    </>
  );
}

/** What its rules score, but nothing was received of; known only where the rules are still those. */
function missingOf({ pack, pack_version, lines }: UnitDay, picture: Picture | null): string[] {
  if (!picture || picture.pack !== pack || picture.pack_version !== pack_version) return [];
  const seen = new Set(lines.filter(({ points }) => points.length > 0).map(({ metric }) => metric));
  return picture.parameters.map(({ metric }) => metric).filter((metric) => !seen.has(metric));
}
