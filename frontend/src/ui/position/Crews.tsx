// The counts of an emergency department on one quiet line, with their age where they are not of now.
import type { Picture } from "../../api/types";
import { Moment } from "../Moment";
import { type CountPhrases, departmentPhrases } from "./department";
import type { Scene } from "./scene";

export function Crews({ picture, scene }: { picture: Picture; scene: Scene }) {
  const groups = departmentPhrases(picture);
  if (groups.length === 0) return null;
  return (
    <p className="strip__crews dotted">
      {groups.map((group) => (
        <OfOneMoment key={group.at} {...{ group, scene }} />
      ))}
    </p>
  );
}

function OfOneMoment({ group: { words, at, late, older }, scene }: { group: CountPhrases; scene: Scene }) {
  return (
    <>
      {words.map((phrase) => (
        <span key={phrase}>
          <span className={late ? "figure--late" : ""}>{phrase}</span>
        </span>
      ))}
      {(late || older) && (
        <span className="age age--late">
          {late ? "late, as at" : "as at"} <Moment at={at} zone={scene.zone} now={scene.now} />
        </span>
      )}
    </>
  );
}
