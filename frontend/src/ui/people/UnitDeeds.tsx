// What a reader can do at one organisation, from its opened strip or its page: declare, tell partners, see its cards.
import type { Picture, Unit } from "../../api/types";
import type { UnitMatters } from "../../live/unitMatters";
import { cardsAddress } from "../address";
import { Link } from "../Link";
import type { Scene } from "../position/scene";
import { DeclarationNow } from "./DeclarationNow";
import { DeclareButton } from "./DeclareButton";
import { mayActAt } from "./may";
import { NoticeLines } from "./NoticeLines";
import { useRoom } from "./room";
import { TellButton } from "./TellButton";

interface Props {
  unit: Unit;
  picture: Picture | null;
  people: UnitMatters | null;
  scene: Scene;
}

/** Where a system keeps no seats there is nobody to tell, call or agree: nothing is offered. */
export function UnitDeeds({ unit, picture, people, scene }: Props) {
  const { reader, seats } = useRoom();
  if (scene.wall || seats.length === 0) return null;
  const may = mayActAt(reader, unit.code);
  return (
    <div className="deeds">
      {people?.declaration && (
        <DeclarationNow declaration={people.declaration} {...{ picture, scene, may }} />
      )}
      <div className="deeds__row">
        {may && <DeclareButton declaration={people?.declaration ?? null} {...{ unit, picture, scene }} />}
        {may && <TellButton declaration={people?.declaration ?? null} {...{ unit, picture, scene }} />}
        <Link to={cardsAddress(scene.system, { unit: unit.code })}>
          Cards<span className="nhsuk-u-visually-hidden"> of {unit.name}</span>
        </Link>
      </div>
      {people && people.notices.length > 0 && <NoticeLines notices={people.notices} scene={scene} />}
    </div>
  );
}
