// Why a level changed: a sentence to read out, each parameter then and before, by which rules; the way on from there.
import { useCallback, useEffect, useRef, useState } from "react";
import { takeDay, takeWhy } from "../../api/client";
import type { LiveEvent, Picture, Unit, Why } from "../../api/types";
import { type Asked, organisationAddress } from "../../ui/address";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { inFull } from "../../ui/time";
import { useTaken } from "../../ui/useTaken";
import { CopyLink } from "./CopyLink";
import { dayOf } from "./days";
import { focusOpener } from "./opener";
import { WhyTable } from "./WhyTable";

interface Props {
  unit: Unit;
  why: Asked;
  day: string | null;
  picture: Picture | null;
  events: readonly LiveEvent[];
  scene: Scene;
}

export function WhyChange({ unit, why, day, picture, events, scene }: Props) {
  const [seq] = useState(() => (why === "newest" ? newestOf(events, unit) : why));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opened = location.pathname + location.search;
    heading.current?.focus();
    return () => focusOpener(opened);
  }, []);
  return (
    <section className="panel panel--why" aria-labelledby="why">
      <div className="panel__top">
        <h2 className="panel__title" id="why" tabIndex={-1} ref={heading}>
          Why the level changed
        </h2>
        <Link to={organisationAddress(scene.system, unit.code, { day })}>Close</Link>
      </div>
      {seq === null ? (
        <Newest {...{ unit, scene }} since={picture?.since ?? null} />
      ) : (
        <Answered {...{ unit, seq, scene }} />
      )}
    </section>
  );
}

/** Null: not among what the board was last told. */
function newestOf(events: readonly LiveEvent[], { code }: Unit): number | null {
  return events.find((event) => event.kind === "level" && event.unit === code)?.seq ?? null;
}

/** The newest change is the last on the day since when the level has stood. */
function Newest({ unit, since, scene }: { unit: Unit; since: string | null; scene: Scene }) {
  const day = since && dayOf(since, scene.zone);
  const take = useCallback(() => takeDay(scene.system, unit.code, day), [scene.system, unit.code, day]);
  const { value, failed, tryAgain } = useTaken(take, null);
  const seq = value?.changes.at(-1)?.seq;
  if (seq !== undefined) return <Answered {...{ unit, seq, scene }} />;
  if (value) return <p>No change of level is on record for {unit.name}.</p>;
  return failed ? <Failed {...{ failed, tryAgain }} what="Why" /> : <p aria-busy="true">Fetching…</p>;
}

function Answered({ unit, seq, scene }: { unit: Unit; seq: number; scene: Scene }) {
  const take = useCallback(() => takeWhy(scene.system, unit.code, seq), [scene.system, unit.code, seq]);
  const { value: why, failed, tryAgain } = useTaken(take, null);
  if (!why) {
    if (failed === "unknown")
      return (
        <p>
          There is no change of level {seq} of {unit.name}. Pick one from a day below.
        </p>
      );
    return failed ? <Failed {...{ failed, tryAgain }} what="Why" /> : <p aria-busy="true">Fetching…</p>;
  }
  return (
    <>
      <p className="why__sentence">{why.sentence}</p>
      <p className="strip__quiet">
        {inFull(why.at, scene.zone)}
        {why.pack_switched && " · the rules changed at this moment"}
      </p>
      {why.parameters.length > 0 ? <WhyTable {...{ unit, why, scene }} /> : <Body why={why} scene={scene} />}
      <Grounds why={why} />
      <p className="why__on">
        <Link to={organisationAddress(scene.system, unit.code, { day: dayOf(why.at, scene.zone) })}>
          The day around it
        </Link>{" "}
        <CopyLink address={organisationAddress(scene.system, unit.code, { why: seq })} />
      </p>
      {why.previous_at && (
        <p className="strip__quiet">
          The level before was reached at <Moment at={why.previous_at} zone={scene.zone} now={scene.now} />.
        </p>
      )}
    </>
  );
}

function Body({ why, scene }: { why: Why; scene: Scene }) {
  return <p>{why.because.map((phrase) => scene.names.get(phrase) ?? phrase).join(", ")}</p>;
}

function Grounds({ why: { pack, pack_version, provenance } }: { why: Why }) {
  return (
    <p className="strip__quiet">
      As worked out again from the figures held at the time
      {pack && `, by the rules ${pack} version ${pack_version}`}
      {provenance && ` (${provenance})`}.
    </p>
  );
}
