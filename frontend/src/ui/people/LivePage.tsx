// A page of a system that is not the board: its top, the live picture it needs, or what there is to say without one.
import type { ReactNode } from "react";
import type { Session } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import { type Truth, truthOf } from "../../live/truth";
import type { Watched } from "../../live/useLive";
import { boardAddress } from "../address";
import { Link } from "../Link";
import { Notice } from "../Notice";
import { PageHeading } from "../PageHeading";
import { PositionAt, ServiceTime } from "../position/ServiceTime";
import type { Scene } from "../position/scene";
import { TruthLine } from "../position/TruthLine";
import { useQuietScene } from "../position/useQuietScene";
import { ModeWord, Stripes } from "../Stripes";
import { HeldBy } from "./HeldBy";
import { RoomOf } from "./room";

/** What such a page is drawn from. `scene.now` is service time, to the minute. */
export interface Whole {
  board: Board;
  live: Live;
  truth: Truth;
  scene: Scene;
}

interface Props extends Watched {
  title: string;
  session: Session;
  leave: ReactNode;
  children: (whole: Whole) => ReactNode; // its sections: `panel`s, one under the other
}

export function LivePage({ live, trouble, ...rest }: Props) {
  const truth = truthOf(live);
  if (live.board && truth) return <Framed board={live.board} {...{ live, truth, ...rest }} />;
  if (trouble === null) return <Notice title="Fetching the position…" busy />;
  return (
    <Notice title="The position cannot be fetched" busy>
      <p>{trouble}</p>
      <p>Nothing is shown, because nothing can be vouched for. The page tries again every second.</p>
    </Notice>
  );
}

type FramedProps = Omit<Props, "trouble"> & { board: Board; truth: Truth };

function Framed({ board, live, truth, title, session, leave, children }: FramedProps) {
  const scene = useQuietScene(board, truth);
  const { tree, mode } = board;
  return (
    <Stripes mode={mode}>
      <RoomOf {...{ board, session }} matters={live.matters}>
        <div className={`board${truth.kind === "not-live" ? " board--cut" : ""}`}>
          <header className="header">
            <div className="header__line">
              <nav className="header__back" aria-label="Way back">
                <Link to={boardAddress(board.stream)}>
                  <span aria-hidden="true">← </span>
                  {tree.name}
                </Link>
              </nav>
              <PositionAt zone={tree.timezone} truth={truth} />
              <ServiceTime mode={mode} zone={tree.timezone} truth={truth} speed={live.clock?.speed ?? 1} />
              <TruthLine truth={truth} watching={live.watching} zone={tree.timezone} />
              <ModeWord mode={mode} />
              <span className="header__leave">{leave}</span>
            </div>
            <PageHeading className="header__name">{title}</PageHeading>
            <HeldBy matters={live.matters} scene={scene} seats={tree.seats} />
          </header>
          <main className="organisation" id="main">
            {children({ board, live, truth, scene })}
          </main>
        </div>
      </RoomOf>
    </Stripes>
  );
}
