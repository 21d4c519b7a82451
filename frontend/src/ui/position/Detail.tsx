// Everything held of one organisation: how its level comes about, each parameter, the counts beside them.
import type { Picture, Unit } from "../../api/types";
import { organisationAddress } from "../address";
import { trimmed } from "../figure";
import { Link } from "../Link";
import { HeldTable } from "./HeldTable";
import { ParameterTable } from "./ParameterTable";
import type { Scene } from "./scene";
import { LocalTriggers } from "./Triggers";

export function Detail({ unit, picture, scene }: { unit: Unit; picture: Picture | null; scene: Scene }) {
  if (!picture || !scene.figures) {
    return (
      <>
        <p>{whyBare(unit, picture, scene)}</p>
        <Onward {...{ unit, scene }} picture={null} />
      </>
    );
  }
  return (
    <>
      <Onward {...{ unit, picture, scene }} />
      {picture.assessed ? (
        <HowItComesAbout picture={picture} />
      ) : (
        <p>No rules are assigned to {unit.name}, so it has no level.</p>
      )}
      {picture.parameters.length > 0 && <ParameterTable {...{ unit, picture, scene }} />}
      <LocalTriggers picture={picture} />
      <HeldTable {...{ unit, picture, scene }} />
    </>
  );
}

function whyBare({ name }: Unit, picture: Picture | null, { blank }: Scene): string {
  if (blank) return "The figures are blank until the board has caught up.";
  if (!picture) return `Nothing has been received from ${name} yet.`;
  return "Your role sees levels only. The room and the provider see the figures.";
}

function Onward({ unit, picture, scene }: { unit: Unit; picture: Picture | null; scene: Scene }) {
  if (scene.wall) return null;
  const asked = picture?.assessed && picture.level !== null;
  const level = picture?.stated ? `OPEL ${picture.level}` : "no level";
  return (
    <p className="strip__onward">
      {asked && (
        <Link to={organisationAddress(scene.system, unit.code, { why: "newest" })}>Why {level}?</Link>
      )}{" "}
      <Link to={organisationAddress(scene.system, unit.code)}>Open its page</Link>
    </p>
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
