// What people are dealing with at the organisation, and what the reader can do: beside how it stands.
import { useMemo } from "react";
import type { Picture, Unit } from "../../api/types";
import { actingLevel, type Matters } from "../../live/matters";
import { byUnit } from "../../live/unitMatters";
import { DeclaredTag } from "../../ui/people/Declared";
import { UnitDeeds } from "../../ui/people/UnitDeeds";
import { UnitPeople } from "../../ui/people/UnitPeople";
import type { Scene } from "../../ui/position/scene";

interface Props {
  unit: Unit;
  picture: Picture | null;
  matters: Matters;
  scene: Scene;
}

export function People({ unit, picture, matters, scene }: Props) {
  const people = useMemo(() => byUnit(matters, null).get(unit.code) ?? null, [matters, unit.code]);
  const declaration = people?.declaration ?? null;
  const acting = actingLevel(picture, declaration);
  const shown = picture?.assessed && picture.stated ? picture.level : null;
  return (
    <>
      {declaration && (
        <p className="dotted">
          <DeclaredTag {...{ declaration, picture, scene }} />
          {acting !== shown && (
            <span>
              <strong>acting {acting}</strong>
            </span>
          )}
        </p>
      )}
      {people && <UnitPeople {...{ unit, people, scene }} />}
      <UnitDeeds {...{ unit, picture, people, scene }} />
    </>
  );
}
