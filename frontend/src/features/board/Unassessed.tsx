// The strips of organisations without a level that counts: not assessed, on trial, or as declared. Their figures each in
// its place.
import { memo } from "react";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { DeclaredTag } from "../../ui/people/Declared";
import { UnitDeeds } from "../../ui/people/UnitDeeds";
import { UnitPeople } from "../../ui/people/UnitPeople";
import { BasisTag } from "../../ui/position/BasisTag";
import { Detail } from "../../ui/position/Detail";
import { HowOld, Places } from "../../ui/position/Places";
import { placesOf } from "../../ui/position/places";
import { ServiceLine } from "../../ui/position/ServiceLine";
import type { Scene } from "../../ui/position/scene";
import { FiringTriggers } from "../../ui/position/Triggers";
import { detailId, Opener } from "./Opener";
import { useOpened } from "./opened";
import { isUnassessed, type Seat } from "./roster";
import { NotCaughtUp } from "./Strip";

const MOST_ON_WALL = 2;

export function Unassessed({ seats, scene }: { seats: readonly Seat[]; scene: Scene }) {
  if (seats.length === 0) return null;
  return (
    <div className="roster">
      <h3 className="roster__title">{titleOf(seats)}</h3>
      <ul className="strips">
        {seats.map(({ unit, picture, people = null }) => (
          <PlainStrip key={unit.code} {...{ unit, picture, people, scene }} />
        ))}
      </ul>
    </div>
  );
}

/** What they have in common. */
function titleOf(seats: readonly Seat[]): string {
  return seats.every(isUnassessed) ? "Not assessed" : "On trial, declared or not assessed";
}

const PlainStrip = memo(function PlainStrip({
  unit,
  picture,
  people = null,
  scene,
}: Seat & { scene: Scene }) {
  const { open, toggle } = useOpened(unit.code);
  const most = scene.wall ? MOST_ON_WALL : null;
  const places = scene.figures ? placesOf(unit, picture, scene.metrics, most) : null;
  return (
    <li className="strip strip--plain" data-unit={unit.code}>
      <div className="strip__top">
        {picture?.assessed ? (
          <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="small" hollow={scene.blank} />
        ) : (
          <LevelMark mark="none" size="small" />
        )}
        <div className="strip__words">
          <div className="plain__top">
            <h4 className="strip__name">
              {scene.wall ? unit.short : <Opener {...{ unit, scene, open }} onToggle={toggle} />}
            </h4>
            <BasisTag picture={picture} />
            {places?.shared && (
              <p className="plain__age">
                <HowOld currency={places.shared} scene={scene} />
              </p>
            )}
          </div>
          <ServiceLine {...{ picture, scene }} />
          <Places {...{ picture, places, scene }} />
          {scene.figures && picture && <FiringTriggers picture={picture} />}
          {people?.declaration && (
            <p>
              <DeclaredTag declaration={people.declaration} scene={scene} />
            </p>
          )}
        </div>
      </div>
      {people && <UnitPeople {...{ unit, people, scene }} />}
      {open && (
        <div className="strip__detail" id={detailId(unit)}>
          <UnitDeeds {...{ unit, picture, people, scene }} />
          {scene.blank ? <NotCaughtUp /> : <Detail {...{ unit, picture, scene }} />}
        </div>
      )}
    </li>
  );
});
