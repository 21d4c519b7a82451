// What has happened, newest first, as sentences with their times; what the reader had seen stands below a line.
import type { LiveEvent } from "../../api/types";
import { keyOf } from "../../live/reduce";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { NOW } from "./boardKeys";
import { Happened } from "./Happened";
import { newsSince } from "./looked";
import { foldRollUps } from "./told";

export function Now({ events, scene }: { events: readonly LiveEvent[]; scene: Scene }) {
  const { fresh, older, beyond } = newsSince(foldRollUps(events), events, scene.looked);
  return (
    <section className="now" aria-labelledby={NOW}>
      <h2 className="place__name" id={NOW} {...(!scene.wall && { tabIndex: -1 })}>
        Now
      </h2>
      {events.length === 0 && (
        <p className="strip__quiet">No level has changed yet. Changes appear here as they happen.</p>
      )}
      <ol className="now__list">
        {fresh.map((told) => (
          <Happened key={keyOf(told.event)} {...{ told, scene }} fresh />
        ))}
        {events.length > 0 && <WhereLooked {...{ scene, beyond }} none={fresh.length === 0} />}
        {older.map((told) => (
          <Happened key={keyOf(told.event)} {...{ told, scene }} />
        ))}
      </ol>
    </section>
  );
}

function WhereLooked({ scene, beyond, none }: { scene: Scene; beyond: boolean; none: boolean }) {
  const { looked, zone, now } = scene;
  if (!looked) return null;
  const at = <Moment at={looked.at} zone={zone} now={now} />;
  const then = looked.first ? "when you opened the board" : "when you last looked";
  if (none && now > looked.at) {
    // to the time that the picture is true at, which is not always this minute
    return (
      <li className="now__line">
        Nothing changed between {at}, {then}, and <Moment at={now} zone={zone} />
      </li>
    );
  }
  if (!beyond)
    return (
      <li className="now__line">
        {at}, {then}
      </li>
    );
  return (
    <li className="now__line">
      There were more changes since {at}, {then}, than the board lists: a strip’s mark tells whose level has
      moved
    </li>
  );
}
