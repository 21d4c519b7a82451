// The position of one system on the page: header, strips, what has happened, and what works them.
import type { ReactNode } from "react";
import type { Session } from "../../api/types";
import type { Truth } from "../../live/truth";
import { RoomOf } from "../../ui/people/room";
import { Announcer } from "../../ui/position/Announcer";
import { Stripes } from "../../ui/Stripes";
import { useFit } from "../../ui/useFit";
import { HeadCounts } from "./Counts";
import { knownOf } from "./found";
import { Header } from "./Header";
import { Layout } from "./Layout";
import { PastFeed } from "./PastFeed";
import { ReachContext } from "./reach";
import { allSeats } from "./roster";
import { Tools } from "./Tools";
import { useInstruments, type Watching } from "./useInstruments";

export function Position({ leave, session, ...watching }: Watching & { leave: ReactNode; session: Session }) {
  const { board, live, truth, wall } = watching;
  useFit(wall);
  const instruments = useInstruments(watching);
  const { columns, scene, narrow, reach } = instruments;
  const tools = !wall && (
    <Tools
      {...instruments}
      known={knownOf(columns)}
      passedOver={live.passedOver}
      seats={board.tree.seats.length > 0}
    />
  );
  return (
    <Stripes mode={board.mode}>
      <RoomOf {...{ board }} session={wall ? null : session} matters={live.matters}>
        <ReachContext value={reach}>
          <div className={classOf(truth, wall)}>
            {!wall && <SkipLink />}
            <Header
              {...{ board, live, truth, columns, scene, leave }}
              counts={<HeadCounts {...instruments} />}
              tools={!narrow && tools}
            />
            <main className="board__body" id="main">
              {allSeats(columns).length === 0 && <NobodyYet />}
              <Layout {...instruments} events={live.events} />
            </main>
            {narrow && <footer className="foot">{tools}</footer>}
            <PastFeed system={board.tree.code} live={live} />
            <Announcer events={live.events} names={scene.names} />
          </div>
        </ReachContext>
      </RoomOf>
    </Stripes>
  );
}

function SkipLink() {
  return (
    <a className="skip" href="#strips">
      Skip to the organisations
    </a>
  );
}

function NobodyYet() {
  return (
    <p className="empty">
      This system has no organisations yet. Its operator adds them: <code>surgeline systems apply</code>.
    </p>
  );
}

function classOf(truth: Truth, wall: boolean): string {
  const classes = ["board"];
  if (wall) classes.push("board--wall");
  if (truth.kind === "not-live") classes.push("board--cut");
  if (truth.kind === "not-live" && truth.blank) classes.push("board--blank");
  return classes.join(" ");
}
