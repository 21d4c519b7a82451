// Every figure held of an organisation: those that are scored, against their rules, and the others.
import type { Picture, Unit } from "../../api/types";
import { HeldTable } from "../../ui/position/HeldTable";
import { ParameterTable } from "../../ui/position/ParameterTable";
import type { Scene } from "../../ui/position/scene";

interface Props {
  unit: Unit;
  picture: Picture | null;
  scene: Scene;
}

export function Parameters({ unit, picture, scene }: Props) {
  if (!picture || picture.parameters.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="parameters">
      <h2 className="panel__title" id="parameters">
        Parameters
      </h2>
      <ParameterTable {...{ unit, picture, scene }} />
    </section>
  );
}

export function OtherFigures({ unit, picture, scene }: Props) {
  if (!picture) return null;
  const scored = new Set(picture.parameters.map(({ metric }) => metric));
  if (picture.assessed && Object.keys(picture.held).every((metric) => scored.has(metric))) return null;
  return (
    <section className="panel panel--held" aria-labelledby="held">
      <h2 className="panel__title" id="held">
        {picture.assessed ? "Other figures held" : "Figures held"}
      </h2>
      <HeldTable {...{ unit, picture, scene }} />
    </section>
  );
}
