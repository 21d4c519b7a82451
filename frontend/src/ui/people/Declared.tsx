// A declared level as a tag: beside the one that was worked out, never instead of it.
import type { Declaration } from "../../api/types";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { waitsFor } from "./declare";

export function DeclaredTag({ declaration, scene }: { declaration: Declaration; scene: Scene }) {
  const waits = waitsFor(declaration);
  return (
    <span>
      <span className="tag tag--declared">
        declared {declaration.level} until <Moment at={declaration.until} zone={scene.zone} now={scene.now} />
        {waits && ` · ${waits}`}
      </span>
    </span>
  );
}
