// That a service is limited or shut, until when and why: beside the level, which it does not change.
import type { Picture } from "../../api/types";
import { Moment } from "../Moment";
import type { Scene } from "./scene";
import { openUntil, type ServiceSaid, sayWhen, serviceSaid } from "./service";

/** Nothing of what is open as it should be, nor while the board has not caught up. */
export function ServiceLine({ picture, scene }: { picture: Picture | null; scene: Scene }) {
  const said = scene.blank ? [] : serviceSaid(picture?.service);
  if (said.length === 0) return null;
  return (
    <p className="service dotted">
      {said.map((one) => (
        <Said key={one.lead} {...{ one, scene }} />
      ))}
    </p>
  );
}

function Said({ one: { lead, joins, at, reason }, scene }: { one: ServiceSaid; scene: Scene }) {
  return (
    <span>
      <strong>{lead}</strong>
      {at && joins}
      {at && <At {...{ at, scene }} />}
      {reason && `: ${reason}`}
    </span>
  );
}

/** "open until 20:00", for those that are not always. */
export function OpenUntil({ picture, scene }: { picture: Picture | null; scene: Scene }) {
  const at = scene.blank ? null : openUntil(picture?.service);
  if (!at) return null;
  return (
    <span>
      open until <At {...{ at, scene }} />
    </span>
  );
}

function At({ at, scene: { zone, now } }: { at: string; scene: Scene }) {
  const said = sayWhen(at, now, zone);
  if (said === "midnight") return said;
  return said === "time" ? <Moment at={at} zone={zone} /> : <Moment at={at} zone={zone} now={now} />;
}
