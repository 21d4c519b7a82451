// The changes of level over the stretch shown, newest first, each with the way to why.
import type { LevelEvent, Unit, UnitDay } from "../../api/types";
import { organisationAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { sayEvent } from "../../ui/position/sentences";

export function Changes({ unit, day, scene }: { unit: Unit; day: UnitDay; scene: Scene }) {
  if (day.changes.length === 0) return <p className="strip__quiet">No change of level in this time.</p>;
  return (
    <ol className="changes" aria-label="Changes of level, newest first">
      {[...day.changes].reverse().map((event) => (
        <Change key={event.seq} {...{ unit, event, scene }} date={day.date} />
      ))}
    </ol>
  );
}

interface Props {
  unit: Unit;
  event: LevelEvent;
  date: string | null;
  scene: Scene;
}

function Change({ unit, event, date, scene }: Props) {
  const { what, why } = sayEvent(event, scene.names, scene.metrics);
  return (
    <li>
      <Moment at={event.effective_at} zone={scene.zone} now={scene.now} /> <strong>{what}</strong>
      {why && `: ${why}`}{" "}
      <Link to={organisationAddress(scene.system, unit.code, { day: date, why: event.seq })}>
        why?<span className="nhsuk-u-visually-hidden"> {what}</span>
      </Link>
    </li>
  );
}
