// What somebody declared of a place or of the whole system, and the level that acts where it is another.
import type { Picture } from "../../api/types";
import { actingLevel, declarationOf } from "../../live/matters";
import type { Scene } from "../position/scene";
import { DeclaredTag } from "./Declared";
import { useMatters } from "./room";

export function BodyDeclared({
  code,
  picture,
  scene,
}: {
  code: string;
  picture: Picture | null;
  scene: Scene;
}) {
  const declaration = declarationOf(useMatters(), code);
  if (!declaration) return null;
  const acting = actingLevel(picture, declaration);
  const shown = picture?.assessed && picture.stated ? picture.level : null;
  return (
    <>
      {" "}
      <DeclaredTag {...{ declaration, picture, scene }} />
      {acting !== shown && ` acting ${acting}`}
    </>
  );
}
