// An organisation's last 24 hours or an earlier day: its levels, what changed, a chart for each metric.
import { useCallback, useEffect, useRef } from "react";
import { takeDay } from "../../api/client";
import type { Picture, Unit, UnitDay } from "../../api/types";
import { type Asked, organisationAddress } from "../../ui/address";
import { LevelSteps } from "../../ui/chart/LevelSteps";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import { useRules } from "../../ui/position/rules";
import type { Scene } from "../../ui/position/scene";
import { type Taken, useTaken } from "../../ui/useTaken";
import { Changes } from "./Changes";
import { Charts } from "./Charts";
import { DayPicker } from "./DayPicker";
import { dayInWords, dayOf, isDay, isOffered } from "./days";

const FIVE_MINUTES_MS = 300_000;

interface Props {
  unit: Unit;
  day: string | null;
  why: Asked | null;
  picture: Picture | null;
  scene: Scene;
  moved: string | null;
  cut: boolean;
}

export function Day(props: Props) {
  const { unit, day, why, scene } = props;
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    if (day !== null && why === null) top.current?.scrollIntoView();
  }, [day, why]);
  const offered = day === null || isOffered(day, dayOf(scene.now, scene.zone));
  return (
    <section className="panel" aria-labelledby="day" ref={top}>
      <h2 className="panel__title" id="day">
        {day === null ? "Last 24 hours" : isDay(day) ? dayInWords(day) : day}
      </h2>
      {offered ? (
        <Offered {...props} />
      ) : (
        <>
          <DayPicker {...{ unit, why, scene }} day={null} first={null} />
          <p>{isDay(day) ? "This day is still to come" : "There is no such day"}. Pick one up to today.</p>
        </>
      )}
    </section>
  );
}

function Offered({ unit, day, why, picture, scene, moved, cut }: Props) {
  const taken = useDay(unit, day, scene, moved);
  const first = taken.value?.first_at ?? null;
  return (
    <>
      <DayPicker {...{ unit, day, why, scene }} first={first && dayOf(first, scene.zone)} />
      <Hours {...{ unit, taken, picture, scene, cut }} />
    </>
  );
}

/** The running day is asked for again as figures come, and as time goes; once more when it is over, to its end. */
function useDay(unit: Unit, day: string | null, scene: Scene, moved: string | null): Taken<UnitDay> {
  const take = useCallback(() => takeDay(scene.system, unit.code, day), [scene.system, unit.code, day]);
  const over = day !== null && day !== dayOf(scene.now, scene.zone);
  const tick = over ? "over" : `${moved} ${Math.floor(scene.now / FIVE_MINUTES_MS)}`;
  return useTaken(take, moved === null ? null : tick);
}

interface HoursProps {
  unit: Unit;
  taken: Taken<UnitDay>;
  picture: Picture | null;
  scene: Scene;
  cut: boolean;
}

function Hours({ unit, taken, picture, scene, cut }: HoursProps) {
  const { value: day, failed, tryAgain } = taken;
  const rules = useRules(day?.pack, day?.pack_version);
  if (!day) {
    return failed ? <Failed {...{ failed, tryAgain }} what="This day" /> : <p aria-busy="true">Fetching…</p>;
  }
  const received = day.lines.some(({ points }) => points.length > 0);
  const levels = day.levels.length > 0;
  return (
    <>
      {failed && <Failed {...{ failed, tryAgain }} what="The newest figures" />}
      {levels && <LevelSteps levels={day.levels} from={day.from} to={day.to} zone={scene.zone} />}
      {day.pack && <Changes {...{ unit, day, scene }} />}
      {received ? <Charts {...{ day, rules, picture, scene, cut }} /> : <Nothing {...{ unit, day, scene }} />}
    </>
  );
}

function Nothing({ unit, day, scene }: { unit: Unit; day: UnitDay; scene: Scene }) {
  const oldest = day.first_at && dayOf(day.first_at, scene.zone);
  return (
    <p>
      Nothing was received {day.date ? `on ${dayInWords(day.date)}` : "in these 24 hours"}
      {oldest ? (
        <>
          ; the oldest figure held is of{" "}
          <Link to={organisationAddress(scene.system, unit.code, { day: oldest })}>{dayInWords(oldest)}</Link>
          .
        </>
      ) : (
        ", nor at any other time."
      )}
    </p>
  );
}
