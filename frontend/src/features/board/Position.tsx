// The position of one system on the page: header, strips, what has happened, and what works them.
import type { ReactNode } from "react";
import type { Session, Tree } from "../../api/types";
import type { Truth } from "../../live/truth";
import { RoomOf } from "../../ui/people/room";
import { Announcer } from "../../ui/position/Announcer";
import { Stripes } from "../../ui/Stripes";
import { dayAndDate } from "../../ui/time";
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

interface Props extends Watching {
  leave: ReactNode;
  session: Session;
  above?: ReactNode; // over everything else: that it is the past
}

export function Position({ leave, session, above = null, ...watching }: Props) {
  const { board, live, truth, wall } = watching;
  useFit(wall);
  const instruments = useInstruments(watching);
  const { columns, scene, narrow, reach } = instruments;
  const past = truth.kind === "past"; // nobody can act in it, and nothing of it is told aloud
  const tools = !wall && (
    <Tools
      {...instruments}
      known={knownOf(columns)}
      passedOver={live.passedOver}
      seats={board.tree.seats.length > 0}
      past={past}
    />
  );
  return (
    <Stripes mode={board.mode}>
      <RoomOf {...{ board }} session={wall || past ? null : session} matters={live.matters}>
        <ReachContext value={reach}>
          <div className={classOf(truth, wall)}>
            {!wall && <SkipLink />}
            <Header
              {...{ board, live, truth, columns, scene, leave, above }}
              counts={<HeadCounts {...instruments} />}
              tools={!narrow && tools}
            />
            <main className="board__body" id="main">
              {allSeats(columns).length === 0 && <Nobody {...board.tree} />}
              <Layout {...instruments} events={live.events} />
            </main>
            {narrow && <footer className="foot">{tools}</footer>}
            {!past && <PastFeed system={board.stream} live={live} />}
            {!past && <Announcer events={live.events} names={scene.names} pillars={scene.pillars} />}
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

function Nobody({ ended, name }: Tree) {
  if (ended) {
    return (
      <p className="empty">
        {name} ended on {dayAndDate(`${ended}T12:00:00Z`, "UTC")} {ended.slice(0, 4)}. What it lived is kept
        here: look back at an earlier moment, or at its hours at level.
      </p>
    );
  }
  return (
    <p className="empty">
      This system has no organisations yet. Its operator adds them: <code>surgeline systems apply</code>.
    </p>
  );
}

function classOf(truth: Truth, wall: boolean): string {
  const classes = ["board"];
  if (wall) classes.push("board--wall");
  if (truth.kind === "past") classes.push("board--past");
  if (truth.kind === "not-live") classes.push("board--cut");
  if (truth.kind === "not-live" && truth.blank) classes.push("board--blank");
  return classes.join(" ");
}
