// The position in ten seconds, at the top of a phone: who, since when, why, how sure.

import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { Call } from "../../ui/people/PersonLine";
import { useMatters } from "../../ui/people/room";
import { siteContact } from "../../ui/people/site";
import { toldLine } from "../../ui/people/toldWords";
import { WantedLines } from "../../ui/people/WantedLines";
import { AsAt } from "../../ui/position/AsAt";
import { LevelWords } from "../../ui/position/LevelWords";
import { mainReasons } from "../../ui/position/mainReasons";
import { ServiceLine } from "../../ui/position/ServiceLine";
import type { Scene } from "../../ui/position/scene";
import { briefOf, howSure } from "./brief";
import type { Seat } from "./roster";

export function Brief({ seats, scene }: { seats: readonly Seat[]; scene: Scene }) {
  const { told, more, moreAt4, calm, service } = briefOf(seats, scene.figures);
  return (
    <section className="brief" aria-label="In brief">
      <WantedLines scene={scene} />
      {calm && <p className="brief__calm">{scene.blank ? "Not caught up yet." : calm}</p>}
      {told.length > 0 && (
        <ul className="brief__list">
          {told.map((seat) => (
            <Told key={seat.unit.code} {...{ seat, scene }} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <p className="brief__more">
          and {more} more{moreAt4 > 0 && `, ${moreAt4} of them at 4`}
        </p>
      )}
      {service.map(({ unit, picture }) => (
        <div className="brief__service" key={unit.code}>
          <strong>{unit.short}</strong> <ServiceLine {...{ picture, scene }} />
        </div>
      ))}
    </section>
  );
}

function Told({ seat: { unit, picture, people }, scene }: { seat: Seat; scene: Scene }) {
  const why = picture && scene.figures ? mainReasons(picture, scene.metrics) : "";
  const told = people ? toldLine(people, scene) : "";
  return (
    <li className="brief__told">
      <p className="brief__who">
        <strong>{unit.short}</strong>{" "}
        <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="small" hollow={scene.blank} />{" "}
        <strong>
          <LevelWords picture={picture} />
        </strong>{" "}
        <Since {...{ picture, scene }} />
      </p>
      <ServiceLine {...{ picture, scene }} />
      {why && (
        <p>
          <span className="brief__lead">{picture?.stated ? "Why:" : "Known:"}</span> {why}
        </p>
      )}
      {picture && scene.figures && (
        <p>
          <span className="brief__lead">Sure:</span> {howSure(picture)}
        </p>
      )}
      <Site {...{ unit, scene }} />
      {told && (
        <p>
          <span className="brief__lead">Told:</span> {told}
        </p>
      )}
    </li>
  );
}

/** Whom to ring there now. */
function Site({ unit, scene }: { unit: Seat["unit"]; scene: Scene }) {
  const shift = siteContact(unit, useMatters(), scene.now);
  if (!shift) return null;
  return (
    <p>
      <span className="brief__lead">Site:</span> {shift.person.name}, {shift.title}{" "}
      <Call person={shift.person} />
    </p>
  );
}

function Since({ picture, scene }: { picture: Seat["picture"]; scene: Scene }) {
  const { zone, now, blank } = scene;
  if (!picture) return null;
  if (blank) return <AsAt scene={scene} />;
  if (!picture.stated || !picture.since) return null;
  const { previous, level } = picture;
  return (
    <>
      since <Moment at={picture.since} zone={zone} now={now} />
      {previous !== null && previous !== level && ` (was ${previous})`}
    </>
  );
}
