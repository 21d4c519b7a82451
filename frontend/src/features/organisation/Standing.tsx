// How bad one organisation is, since when, how sure that is, and why in one sentence.
import type { ReactNode } from "react";
import type { Picture } from "../../api/types";
import { organisationAddress } from "../../ui/address";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Link } from "../../ui/Link";
import { Moment } from "../../ui/Moment";
import { couldBe, doubtPhrases } from "../../ui/position/doubt";
import { LevelWords } from "../../ui/position/LevelWords";
import { OpenUntil, ServiceLine } from "../../ui/position/ServiceLine";
import type { Scene } from "../../ui/position/scene";
import { hoursInWords } from "../../ui/position/service";
import { LocalTriggers } from "../../ui/position/Triggers";
import { HOW_IT_CAME } from "./opener";
import type { Placed } from "./placed";
import { Rules } from "./Rules";
import { notReliedOn, type Waiting, waitingOf, whyNow } from "./reasons";

interface Props {
  about: Placed;
  picture: Picture | null;
  scene: Scene;
  children: ReactNode; // what people are dealing with there
}

export function Standing({ about, picture, scene, children }: Props) {
  return (
    <section className="panel" aria-label="How it stands">
      <div className="standing__line">
        <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="large" />
        <div>
          <LevelLine {...{ picture, scene }} />
          <ServiceLine {...{ picture, scene }} />
          <Whereabouts {...{ about, picture, scene }} />
        </div>
      </div>
      {children}
      {!picture && (
        <p>Nothing has been received from {about.unit.name} yet. Its level appears with its first figures.</p>
      )}
      {picture && !picture.assessed && (
        <p>No rules are assigned to {about.unit.name}, so it has no level. Its figures are held below.</p>
      )}
      {picture?.assessed && <Reasons {...{ about, picture, scene }} />}
      {picture && <LocalTriggers picture={picture} heading="h2" />}
    </section>
  );
}

function LevelLine({ picture, scene }: { picture: Picture | null; scene: Scene }) {
  const doubts = picture?.assessed ? [couldBe(picture), ...doubtPhrases(picture.parameters)] : [];
  const known = picture?.assessed && picture.stated ? picture : null;
  return (
    <p className="standing__level dotted">
      <strong>
        <LevelWords picture={picture} />
      </strong>
      {known?.since && (
        <span>
          since <Moment at={known.since} zone={scene.zone} now={scene.now} />
          {known.previous !== null && known.previous !== known.level && ` (was ${known.previous})`}
        </span>
      )}
      {doubts.map((phrase) => phrase && <span key={phrase}>{phrase}</span>)}
      {picture?.provenance === "unverified" && <span className="tag">trial</span>}
    </p>
  );
}

function Whereabouts({ about: { unit, place }, picture, scene }: Omit<Props, "children">) {
  const hours = hoursInWords(unit.hours);
  return (
    <p className="strip__quiet dotted">
      <span>{unit.code}</span>
      <span>{place ?? "across the system"}</span>
      {hours && <span>open {hours}</span>}
      <OpenUntil {...{ picture, scene }} />
    </p>
  );
}

function Reasons({ about: { unit }, picture, scene }: { about: Placed; picture: Picture; scene: Scene }) {
  const doubted = notReliedOn(picture, scene.metrics);
  const waiting = waitingOf(picture);
  return (
    <>
      <h2 className="panel__title">Why</h2>
      <p className="standing__why">{whyNow(picture, scene.metrics)}</p>
      {waiting && <StillWaiting {...{ waiting, scene }} level={picture.level} />}
      {doubted && <p>Not to be relied on: {doubted}</p>}
      {picture.level !== null && (
        <p id={HOW_IT_CAME}>
          <Link to={organisationAddress(scene.system, unit.code, { why: "newest" })}>
            How it came to {picture.stated ? `OPEL ${picture.level}` : "this"}
          </Link>
        </p>
      )}
      <Rules {...{ picture, scene }} />
    </>
  );
}

function StillWaiting({ waiting, level, scene }: { waiting: Waiting; level: number | null; scene: Scene }) {
  const { toward, since, moves } = waiting;
  const { zone, now } = scene;
  const rising = level !== null && toward > level;
  return (
    <p>
      The figures have been at OPEL {toward} or {rising ? "higher" : "lower"} since{" "}
      <Moment at={since} zone={zone} now={now} />
      {moves ? (
        <>
          : the level {rising ? "rises" : "falls"} at <Moment at={moves} zone={zone} now={now} /> if they stay
          so.
        </>
      ) : (
        "."
      )}
    </p>
  );
}
