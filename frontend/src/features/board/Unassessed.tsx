// Organisations that no rules assess, in few lines each: they have no level, and must not look as if calm.
import { memo } from "react";
import { LevelMark } from "../../ui/LevelMark";
import { Detail } from "../../ui/position/Detail";
import { HeldPhrases } from "../../ui/position/HeldPhrases";
import type { Scene } from "../../ui/position/scene";
import { detailId, Opener } from "./Opener";
import { useOpened } from "./opened";
import type { Seat } from "./roster";

export function Unassessed({ seats, scene }: { seats: readonly Seat[]; scene: Scene }) {
  if (seats.length === 0) return null;
  return (
    <div className="roster">
      <h3 className="roster__title">Not assessed</h3>
      <ul className="strips">
        {seats.map(({ unit, picture }) => (
          <Row key={unit.code} {...{ unit, picture, scene }} />
        ))}
      </ul>
    </div>
  );
}

const Row = memo(function Row({ unit, picture, scene }: Seat & { scene: Scene }) {
  const { open, toggle } = useOpened(unit.code);
  return (
    <li className="row" data-unit={unit.code}>
      <div className="strip__top">
        <LevelMark mark="none" size="small" />
        <div className="strip__words">
          <h4 className="row__name">
            {scene.wall ? unit.short : <Opener {...{ unit, scene, open }} onToggle={toggle} />}
          </h4>
          <p className="row__held dotted">
            {unit.opens && <span>open {unit.opens}</span>}
            <HeldPhrases {...{ picture, scene }} />
          </p>
        </div>
      </div>
      {open && (
        <div className="strip__detail" id={detailId(unit)}>
          <Detail {...{ unit, picture, scene }} />
        </div>
      )}
    </li>
  );
});
