// Everything held of one organisation: how its level comes about, each parameter, the counts beside them.
import type { Picture, Unit } from "../../api/types";
import { trimmed } from "../figure";
import { HeldTable } from "./HeldTable";
import { ParameterTable } from "./ParameterTable";
import type { Scene } from "./scene";

export function Detail({ unit, picture, scene }: { unit: Unit; picture: Picture | null; scene: Scene }) {
  if (!picture) return <p>Nothing has been received from {unit.name} yet.</p>;
  if (!scene.figures) return <p>Your role sees levels only. The room and the provider see the figures.</p>;
  return (
    <>
      {picture.assessed ? (
        <HowItComesAbout picture={picture} />
      ) : (
        <p>No rules are assigned to {unit.name}, so it has no level.</p>
      )}
      {picture.parameters.length > 0 && <ParameterTable {...{ unit, picture, scene }} />}
      <HeldTable {...{ unit, picture, scene }} />
    </>
  );
}

function HowItComesAbout({ picture }: { picture: Picture }) {
  const { score, available, floor, ceiling, reachable, pack, pack_version, provenance } = picture;
  return (
    <p className="strip__quiet">
      {trimmed(score, 1)} of {trimmed(available, 1)} points
      {floor !== ceiling && ` · with every doubtful figure at its best ${floor}, at its worst ${ceiling}`}
      {reachable !== null &&
        reachable < 4 &&
        ` · the figures configured here cannot show more than ${reachable}`}
      {pack && ` · rules ${pack} version ${pack_version ?? "?"}`}
      {provenance && provenance !== "official" && ` (${provenance})`}
    </p>
  );
}
