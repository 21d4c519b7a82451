// The counts of an emergency department on one quiet line, with their age where they are not of now.
import type { Picture } from "../../api/types";
import { Moment } from "../Moment";
import { type CountPhrase, departmentPhrases } from "./department";
import type { Scene } from "./scene";

export function Crews({ picture, scene }: { picture: Picture; scene: Scene }) {
  const phrases = departmentPhrases(picture);
  if (phrases.length === 0) return null;
  return (
    <p className="strip__crews dotted">
      {phrases.map((phrase) => (
        <Count key={phrase.words} {...{ phrase, scene }} />
      ))}
    </p>
  );
}

function Count({ phrase: { words, at, late, older }, scene }: { phrase: CountPhrase; scene: Scene }) {
  const said = late ? "late, as at" : "as at";
  return (
    <span>
      <span className={late ? "figure--late" : ""}>{words}</span>
      {(late || older) && (
        <span className="age age--late">
          {" "}
          {said} <Moment at={at} zone={scene.zone} now={scene.now} />
        </span>
      )}
    </span>
  );
}
