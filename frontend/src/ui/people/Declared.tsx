// A declared level as a tag: beside the one that was worked out, never instead of it; how far apart, where it is far.
import type { Declaration, Picture } from "../../api/types";
import { levelsApart } from "../../live/matters";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { apartInWords, waitsFor } from "./declare";

interface Props {
  declaration: Declaration;
  picture?: Picture | null; // what was worked out, where that is shown beside it
  scene: Scene;
}

export function DeclaredTag({ declaration, picture = null, scene }: Props) {
  const waits = waitsFor(declaration);
  const apart = apartInWords(levelsApart(picture, declaration));
  return (
    <span>
      <span className="tag tag--declared">
        declared {declaration.level} until <Moment at={declaration.until} zone={scene.zone} now={scene.now} />
        {apart && ` · ${apart}`}
        {waits && ` · ${waits}`}
      </span>
    </span>
  );
}
