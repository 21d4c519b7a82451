// Alerts in progress, at the head of what is happening: what, since when, who was called or who has it.
import type { Alert } from "../../api/types";
import { openMatters } from "../../live/matters";
import { alertAddress } from "../address";
import { Link } from "../Link";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { alertLine, alertTitle, isOfLevel, worstAlertsFirst } from "./alertWords";
import { useMatters } from "./room";

export function AlertsNow({ scene }: { scene: Scene }) {
  const alerts = worstAlertsFirst(openMatters(useMatters(), "alert"));
  if (alerts.length === 0) return null;
  return (
    <ul className="alerts-now" aria-label="Alerts in progress">
      {alerts.map((alert) => (
        <AlertNow key={alert.id} {...{ alert, scene }} />
      ))}
    </ul>
  );
}

function AlertNow({ alert, scene }: { alert: Alert; scene: Scene }) {
  const { words, warns } = alertLine(alert, scene, true);
  const { was, level, since } = alert;
  return (
    <li className={`alerts-now__one${warns ? " alerts-now__one--warns" : ""}`}>
      <p>
        {warns && <span aria-hidden="true">! </span>}
        <strong>
          {scene.wall ? (
            alertTitle(alert)
          ) : (
            <Link to={alertAddress(scene.system, alert.id)}>{alertTitle(alert)}</Link>
          )}
        </strong>{" "}
        {isOfLevel(alert) && (
          <>
            since <Moment at={since} zone={scene.zone} now={scene.now} />
            {was !== null && was !== level && ` (was ${was})`}
          </>
        )}
      </p>
      <p>{words}</p>
    </li>
  );
}
