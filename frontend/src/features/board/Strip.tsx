// One organisation's strip: its level, how sure, what drives it. Opens in place to every figure held.
import { memo } from "react";
import type { Picture, Unit } from "../../api/types";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { Detail } from "../../ui/position/Detail";
import { Drivers } from "../../ui/position/Drivers";
import { couldBe, doubtPhrases } from "../../ui/position/doubt";
import { LevelWords } from "../../ui/position/LevelWords";
import { ScoreBar } from "../../ui/position/ScoreBar";
import type { Scene } from "../../ui/position/scene";
import { detailId, Opener } from "./Opener";
import { useOpened } from "./opened";

interface Props {
  unit: Unit;
  picture: Picture | null;
  scene: Scene;
}

export const Strip = memo(function Strip({ unit, picture, scene }: Props) {
  const { open, toggle } = useOpened(unit.code);
  return (
    <li className={stripClass(picture, scene)} data-unit={unit.code}>
      <div className="strip__top">
        <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="medium" />
        <div className="strip__words">
          <h3 className="strip__name">
            <Opener {...{ unit, scene, open }} onToggle={toggle} />
          </h3>
          <LevelLine {...{ picture, scene }} />
        </div>
      </div>
      {picture?.assessed && scene.figures && (
        <>
          <ScoreBar picture={picture} />
          <Drivers {...{ picture, scene }} />
        </>
      )}
      {open && (
        <div className="strip__detail" id={detailId(unit)}>
          <Detail {...{ unit, picture, scene }} />
        </div>
      )}
    </li>
  );
});

function stripClass(picture: Picture | null, scene: Scene): string {
  const classes = ["strip"];
  if (!picture?.assessed) classes.push("strip--unknown");
  else classes.push(`strip--${picture.stated && picture.level !== null ? picture.level : "unknown"}`);
  if (picture && couldBe(picture)) classes.push("strip--could-be");
  if (picture && picture.v > scene.opened && isRecent(picture, scene)) classes.push("strip--changed");
  return classes.join(" ");
}

const RECENT_MS = 5 * 60_000;

function isRecent(picture: Picture, scene: Scene): boolean {
  return picture.since !== null && scene.now - Date.parse(picture.since) < RECENT_MS;
}

function LevelLine({ picture, scene }: Omit<Props, "unit">) {
  if (!picture?.assessed) {
    return (
      <p className="strip__level dotted">
        <LevelWords picture={picture} />
      </p>
    );
  }
  const doubts = [couldBe(picture), ...doubtPhrases(picture.parameters)].filter((phrase) => phrase !== null);
  return (
    <p className="strip__level dotted">
      <strong>
        <LevelWords picture={picture} />
      </strong>
      {picture.stated && picture.since && (
        <span>
          since <Moment at={picture.since} zone={scene.zone} now={scene.now} />
          {picture.previous !== null && picture.previous !== picture.level && ` (was ${picture.previous})`}
        </span>
      )}
      {doubts.map((phrase) => (
        <span className="strip__doubt" key={phrase}>
          {phrase}
        </span>
      ))}
      {picture.provenance === "unverified" && <span className="tag">trial</span>}
    </p>
  );
}
