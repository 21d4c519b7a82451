// One organisation's strip: its level, how sure, its last day, what drives it. Opens in place to every figure held.
import { memo } from "react";
import type { Picture, Unit } from "../../api/types";
import type { UnitMatters } from "../../live/unitMatters";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { UnitDeeds } from "../../ui/people/UnitDeeds";
import { UnitPeople } from "../../ui/people/UnitPeople";
import { Crews } from "../../ui/position/Crews";
import { Detail } from "../../ui/position/Detail";
import { Drivers } from "../../ui/position/Drivers";
import { couldBe } from "../../ui/position/doubt";
import { Ribbon } from "../../ui/position/Ribbon";
import { ScoreBar } from "../../ui/position/ScoreBar";
import { ServiceLine } from "../../ui/position/ServiceLine";
import type { Scene } from "../../ui/position/scene";
import { FiringTriggers } from "../../ui/position/Triggers";
import { LevelLine } from "./LevelLine";
import { detailId, Opener } from "./Opener";
import { useOpened } from "./opened";
import { useStretches } from "./past";

interface Props {
  unit: Unit;
  picture: Picture | null;
  people: UnitMatters | null;
  scene: Scene;
  moved: boolean; // its level, since the reader last looked
}

export const Strip = memo(function Strip({ unit, picture, people, scene, moved }: Props) {
  const { open, toggle } = useOpened(unit.code);
  const { blank, figures } = scene;
  return (
    <li className={stripClass(picture, scene, moved)} data-unit={unit.code}>
      <div className="strip__top">
        <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} hollow={blank} />
        <div className="strip__words">
          <h3 className="strip__name">
            {scene.wall ? <WallName unit={unit} /> : <Opener {...{ unit, scene, open }} onToggle={toggle} />}
          </h3>
          <LevelLine {...{ picture, scene, moved }} declaration={people?.declaration ?? null} />
          <ServiceLine {...{ picture, scene }} />
        </div>
      </div>
      {picture?.assessed && !blank && (
        <>
          <div className="strip__measures">
            {figures && <ScoreBar picture={picture} />}
            <LastDay {...{ unit, scene }} />
          </div>
          {figures && <Drivers {...{ picture, scene }} />}
          {figures && <Crews {...{ picture, scene }} />}
          {figures && <FiringTriggers picture={picture} />}
        </>
      )}
      {people && <UnitPeople {...{ unit, people, scene }} />}
      {open && (
        <div className="strip__detail" id={detailId(unit)}>
          <UnitDeeds {...{ unit, picture, people, scene }} />
          {blank ? <NotCaughtUp /> : <Detail {...{ unit, picture, scene }} />}
        </div>
      )}
    </li>
  );
});

/** Read from across the room: the short name; the whole one for who stands nearer. */
function WallName({ unit: { name, short } }: { unit: Unit }) {
  return (
    <>
      {short} {short !== name && <span className="strip__whole-name">{name}</span>}
    </>
  );
}

function LastDay({ unit, scene }: { unit: Unit; scene: Scene }) {
  const stretches = useStretches(scene.system, unit.code);
  return stretches && <Ribbon stretches={stretches} now={scene.now} zone={scene.zone} />;
}

export function NotCaughtUp() {
  return <p>The figures appear again when the board has caught up with the service.</p>;
}

function stripClass(picture: Picture | null, scene: Scene, moved: boolean): string {
  const classes = ["strip"];
  if (!picture?.assessed) classes.push("strip--unknown");
  else classes.push(`strip--${picture.stated && picture.level !== null ? picture.level : "unknown"}`);
  if (scene.blank) return [...classes, "strip--blank"].join(" ");
  if (picture && couldBe(picture)) classes.push("strip--could-be");
  if (moved) classes.push("strip--since");
  if (picture && picture.v > scene.opened && isRecent(picture, scene)) classes.push("strip--changed");
  return classes.join(" ");
}

const RECENT_MS = 5 * 60_000;

function isRecent(picture: Picture, scene: Scene): boolean {
  return picture.since !== null && scene.now - Date.parse(picture.since) < RECENT_MS;
}
