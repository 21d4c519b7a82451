// One organisation as it is: header, how bad, why, every figure, its day, what is due, what was refused.
import { type ReactNode, useMemo } from "react";
import type { LiveEvent, Session } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import type { Asked } from "../../ui/address";
import { Failed } from "../../ui/Failed";
import { Moment } from "../../ui/Moment";
import { RoomOf } from "../../ui/people/room";
import { Announcer } from "../../ui/position/Announcer";
import { Stripes } from "../../ui/Stripes";
import { Day } from "./Day";
import { Due } from "./Due";
import { OtherFigures, Parameters } from "./Figures";
import { NotYours } from "./NotYours";
import { People } from "./People";
import type { Placed } from "./placed";
import { Refused } from "./Refused";
import { Standing } from "./Standing";
import { Top } from "./Top";
import { type Held, usePosition } from "./usePosition";
import { Ways } from "./Ways";
import { WhyChange } from "./WhyChange";

interface Props {
  board: Board;
  live: Live;
  truth: Truth;
  session: Session;
  about: Placed;
  day: string | null;
  why: Asked | null;
  own: readonly string[];
  leave: ReactNode;
}

export function Position({ board, live, truth: known, session, about, day, why, own, leave }: Props) {
  const held = usePosition(board, live, known, about.unit.code);
  const { failed } = held.organisation;
  const hidden = !held.room && (failed === "forbidden" || failed === "unknown");
  const truth = hidden ? known : held.truth;
  const cut = truth.kind === "not-live";
  const events = useMemo(() => eventsOf(live.events, about.unit.code), [live.events, about.unit.code]);
  const picture = live.states[about.unit.code] ?? null;
  function body(): ReactNode {
    if (truth.kind === "not-live" && truth.blank) {
      return <Blank asAt={truth.asAt} zone={board.tree.timezone} />;
    }
    if (hidden) return <NotYours {...{ board, about, own, picture }} />;
    if (!held.room && !held.organisation.value) return <Waiting organisation={held.organisation} />;
    return <Sections {...{ live, about, held, day, why, cut }} />;
  }
  return (
    <Stripes mode={board.mode}>
      <RoomOf {...{ board, session }} matters={live.matters}>
        <div className={`board${cut ? " board--cut" : ""}`}>
          <Top {...{ board, live, truth, about, leave }} scene={held.scene} />
          <main className="organisation" id="main">
            {body()}
          </main>
          <Announcer events={events} names={held.scene.names} />
        </div>
      </RoomOf>
    </Stripes>
  );
}

interface SectionsProps {
  live: Live;
  about: Placed;
  held: Held;
  day: string | null;
  why: Asked | null;
  cut: boolean;
}

function Sections({ live, about, held, day, why, cut }: SectionsProps) {
  const { unit } = about;
  const { scene, picture, moved, organisation } = held;
  const due = <Due {...{ unit, organisation, scene }} />;
  return (
    <>
      {why !== null && <WhyChange key={why} {...{ unit, why, day, picture, scene }} events={live.events} />}
      <Standing {...{ about, picture, scene }}>
        <People {...{ unit, picture, scene }} matters={live.matters} />
      </Standing>
      {held.behind && <Behind />}
      <Ways {...{ unit, scene, moved }} />
      <Parameters {...{ unit, picture, scene }} />
      {!held.room && due}
      <Day {...{ unit, day, why, picture, scene, moved, cut }} />
      {held.room && due}
      <Refused {...{ unit, scene, moved }} real={live.real} room={held.room} />
      <OtherFigures {...{ unit, picture, scene }} />
    </>
  );
}

function Blank({ asAt, zone }: { asAt: number; zone: string }) {
  return (
    <section className="panel" aria-label="How it stands">
      <p>
        Its figures were last known to be true at <Moment at={asAt} zone={zone} />, too long ago to show. They
        come back by themselves as soon as the page has caught up.
      </p>
    </section>
  );
}

function eventsOf(events: Live["events"], code: string): readonly LiveEvent[] {
  return events.filter((event) => "unit" in event && event.unit === code);
}

/** A provider's own figures, before the first answer. */
function Waiting({ organisation: { failed, tryAgain } }: Pick<Held, "organisation">) {
  return (
    <section className="panel" aria-busy={failed === null}>
      {failed ? <Failed {...{ failed, tryAgain }} what="Your figures" /> : <p>Fetching your figures…</p>}
    </section>
  );
}

function Behind() {
  return (
    <p className="alert" role="status">
      Newer figures have come in, but could not be fetched. The page tries again every few seconds.
    </p>
  );
}
