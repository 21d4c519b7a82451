// The strips of organisations without rules: no level and no colour, their figures each in its place.
import { memo } from "react";
import { LevelMark } from "../../ui/LevelMark";
import { Detail } from "../../ui/position/Detail";
import { Places } from "../../ui/position/Places";
import type { Scene } from "../../ui/position/scene";
import { detailId, Opener } from "./Opener";
import { useOpened } from "./opened";
import type { Seat } from "./roster";
import { NotCaughtUp } from "./Strip";

export function Unassessed({ seats, scene }: { seats: readonly Seat[]; scene: Scene }) {
  if (seats.length === 0) return null;
  return (
    <div className="roster">
      <h3 className="roster__title">Not assessed</h3>
      <ul className="strips">
        {seats.map(({ unit, picture }) => (
          <PlainStrip key={unit.code} {...{ unit, picture, scene }} />
        ))}
      </ul>
    </div>
  );
}

const PlainStrip = memo(function PlainStrip({ unit, picture, scene }: Seat & { scene: Scene }) {
  const { open, toggle } = useOpened(unit.code);
  return (
    <li className="strip strip--plain" data-unit={unit.code}>
      <div className="strip__top">
        <LevelMark mark="none" size="small" />
        <div className="strip__words">
          <h4 className="strip__name">
            {scene.wall ? unit.short : <Opener {...{ unit, scene, open }} onToggle={toggle} />}
          </h4>
          <Places {...{ unit, picture, scene }} />
        </div>
      </div>
      {open && (
        <div className="strip__detail" id={detailId(unit)}>
          {scene.blank ? <NotCaughtUp /> : <Detail {...{ unit, picture, scene }} />}
        </div>
      )}
    </li>
  );
});
