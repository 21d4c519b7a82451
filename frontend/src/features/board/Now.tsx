// What has happened, newest first, as sentences with their times; what the reader had seen stands below a line.
import { useMemo } from "react";
import type { LiveEvent } from "../../api/types";
import { Moment } from "../../ui/Moment";
import { AlertsNow } from "../../ui/people/AlertsNow";
import { actsOf } from "../../ui/people/acts";
import { useMatters } from "../../ui/people/room";
import { ToSee } from "../../ui/people/ToSee";
import type { Scene } from "../../ui/position/scene";
import { ActLine } from "./Act";
import { NOW } from "./boardKeys";
import { Happened } from "./Happened";
import { type Entry, entriesOf, type Lately } from "./lately";

export function Now({ events, scene }: { events: readonly LiveEvent[]; scene: Scene }) {
  const { fresh, older, beyond } = useLately(events, scene);
  const any = fresh.length + older.length > 0;
  return (
    <section className="now" aria-labelledby={NOW}>
      <h2 className="place__name" id={NOW} {...(!scene.wall && { tabIndex: -1 })}>
        Now
      </h2>
      <ToSee scene={scene} />
      <AlertsNow scene={scene} />
      {!any && <p className="strip__quiet">No level has changed yet. Changes appear here as they happen.</p>}
      <ol className="now__list">
        {fresh.map((entry) => (
          <Line key={entry.key} {...{ entry, scene }} fresh />
        ))}
        {any && <WhereLooked {...{ scene, beyond }} none={fresh.length === 0} />}
        {older.map((entry) => (
          <Line key={entry.key} {...{ entry, scene }} fresh={false} />
        ))}
      </ol>
    </section>
  );
}

function Line({ entry, scene, fresh }: { entry: Entry; scene: Scene; fresh: boolean }) {
  if (entry.kind === "act") return <ActLine act={entry.act} {...{ scene, fresh }} />;
  return <Happened told={entry.told} {...{ scene, fresh }} />;
}

function useLately(events: readonly LiveEvent[], { looked }: Scene): Lately {
  const matters = useMatters();
  const acts = useMemo(() => actsOf(matters), [matters]);
  return useMemo(() => entriesOf(events, acts, looked), [events, acts, looked]);
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
