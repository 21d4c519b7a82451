// One organisation's strip: its level, how sure, what drives it. Opens in place to every figure held.
import { memo, useState } from "react";
import type { Picture, Unit } from "../../api/types";
import { LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { Detail } from "./Detail";
import { Drivers } from "./Drivers";
import { couldBe, doubtPhrases } from "./doubt";
import { HeldPhrases } from "./HeldPhrases";
import { LevelWords } from "./LevelWords";
import { pillarName } from "./roster";
import { ScoreBar } from "./ScoreBar";
import type { Scene } from "./scene";

interface Props {
  unit: Unit;
  picture: Picture | null;
  scene: Scene;
}

export const Strip = memo(function Strip({ unit, picture, scene }: Props) {
  const [open, setOpen] = useState(false);
  const detail = `detail-${unit.code}`;
  return (
    <li className={stripClass(picture, scene)} data-unit={unit.code}>
      <div className="strip__top">
        <LevelMark mark={markOf(picture)} size={picture?.assessed ? "medium" : "small"} />
        <div className="strip__words">
          <h3 className="strip__name">
            <StripName {...{ unit, scene, open, detail }} onToggle={() => setOpen(!open)} />
          </h3>
          <LevelLine {...{ unit, picture, scene }} />
        </div>
      </div>
      {picture?.assessed && scene.figures && (
        <>
          <ScoreBar picture={picture} />
          <Drivers {...{ picture, scene }} />
        </>
      )}
      {open && (
        <div className="strip__detail" id={detail}>
          <Detail {...{ unit, picture, scene }} />
        </div>
      )}
    </li>
  );
});

function stripClass(picture: Picture | null, scene: Scene): string {
  const classes = ["strip"];
  if (!picture?.assessed) classes.push("strip--not-assessed");
  else classes.push(`strip--${picture.stated && picture.level !== null ? picture.level : "unknown"}`);
  if (picture && couldBe(picture)) classes.push("strip--could-be");
  if (picture && picture.v > scene.opened && isRecent(picture, scene)) classes.push("strip--changed");
  return classes.join(" ");
}

const RECENT_MS = 5 * 60_000;

function isRecent(picture: Picture, scene: Scene): boolean {
  return picture.since !== null && scene.now - Date.parse(picture.since) < RECENT_MS;
}

interface NameProps {
  unit: Unit;
  scene: Scene;
  open: boolean;
  detail: string;
  onToggle: () => void;
}

function StripName({ unit, scene, open, detail, onToggle }: NameProps) {
  if (scene.wall) return unit.name;
  return (
    <button
      type="button"
      className="strip__open"
      aria-expanded={open}
      {...(open && { "aria-controls": detail })}
      onClick={onToggle}
    >
      {unit.name}
      <svg className="strip__chevron" viewBox="0 0 12 12" aria-hidden="true">
        <path d={open ? "M1 8.5 6 3.5 11 8.5" : "M1 3.5 6 8.5 11 3.5"} />
      </svg>
    </button>
  );
}

function LevelLine({ unit, picture, scene }: Props) {
  if (!picture?.assessed) {
    return (
      <p className="strip__level">
        <span>{pillarName(unit.pillar)}</span>
        <span>not assessed</span>
        {unit.opens && <span>open {unit.opens}</span>}
        <HeldPhrases {...{ picture, scene }} />
      </p>
    );
  }
  const doubts = [couldBe(picture), ...doubtPhrases(picture.parameters)].filter((phrase) => phrase !== null);
  return (
    <p className="strip__level">
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
