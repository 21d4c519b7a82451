// What has happened, newest first, as sentences with their times. News is marked for a moment.
import type { LiveEvent } from "../../api/types";
import { keyOf } from "../../live/reduce";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { sayEvent, sayMoved } from "../../ui/position/sentences";
import { foldRollUps, type Told } from "./told";

export function Now({ events, scene }: { events: readonly LiveEvent[]; scene: Scene }) {
  return (
    <section className="now" aria-labelledby="now">
      <h2 className="place__name" id="now">
        Now
      </h2>
      {events.length === 0 ? (
        <p className="strip__quiet">No level has changed yet. Changes appear here as they happen.</p>
      ) : (
        <ol className="now__list">
          {foldRollUps(events).map((told) => (
            <Happened key={keyOf(told.event)} told={told} scene={scene} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Happened({ told, scene }: { told: Told; scene: Scene }) {
  const { event } = told;
  const { about, what, why } = sayEvent(event, scene.names, scene.metrics);
  const rose = event.kind === "level" && event.was !== null && (event.now ?? 0) > event.was;
  return (
    <li
      className={`happened${event.seq > scene.opened ? " happened--new" : ""}${rose ? " happened--rose" : ""}`}
    >
      <Moment at={event.effective_at} zone={scene.zone} now={scene.now} />{" "}
      <span>
        {about}
        {what && " "}
        {what && <strong>{what}</strong>}
        {why && `: ${why}`}
        {told.with.length > 0 && (
          <span className="happened__with">
            With it: {told.with.map((other) => sayMoved(other, scene.names)).join(", ")}
          </span>
        )}
      </span>
    </li>
  );
}
