// One system's live board: the header, the strips, what has just happened. Loading and trouble before that.
import { type ReactNode, useRef } from "react";
import type { Ended } from "../../live/connect";
import type { Board, Live } from "../../live/picture";
import { type Truth, truthOf } from "../../live/truth";
import { useLive } from "../../live/useLive";
import { Notice } from "../../ui/Notice";
import type { Scene } from "../../ui/position/scene";
import { Stripes } from "../../ui/Stripes";
import { useFit } from "../../ui/useFit";
import { Announcer } from "./Announcer";
import { Header } from "./Header";
import { Layout } from "./Layout";
import { PastFeed } from "./PastFeed";
import { allSeats, columnsOf, namesOf } from "./roster";

interface Props {
  code: string;
  wall: boolean;
  onEnded: (why: Ended) => void;
  leave: ReactNode;
}

export function BoardPage({ code, wall, onEnded, leave }: Props) {
  const { live, trouble } = useLive(code, onEnded);
  const truth = truthOf(live);
  if (live.board && truth) return <Picture board={live.board} {...{ live, truth, wall, leave }} />;
  if (trouble === null) return <Notice title="Fetching the position…" busy />;
  return (
    <Notice title="The position cannot be fetched" busy>
      <p>{trouble}</p>
      <p>No figures are shown, because none can be vouched for. The board tries again every second.</p>
    </Notice>
  );
}

interface PictureProps {
  board: Board;
  live: Live;
  truth: Truth;
  wall: boolean;
  leave: ReactNode;
}

function Picture({ board, live, truth, wall, leave }: PictureProps) {
  useFit(wall);
  const columns = columnsOf(board.tree, live.states);
  const scene = useScene(board, truth, live, wall);
  const cut = truth.kind === "not-live";
  return (
    <Stripes mode={board.mode}>
      <div className={`board${wall ? " board--wall" : ""}${cut ? " board--cut" : ""}`}>
        <Header {...{ board, live, truth, columns, scene, leave }} />
        <main className="board__body" id="main">
          {allSeats(columns).length === 0 && (
            <p className="empty">
              This system has no organisations yet. Its operator adds them:{" "}
              <code>surgeline systems apply</code>.
            </p>
          )}
          <Layout events={live.events} {...{ columns, scene }} />
        </main>
        <Announcer events={live.events} names={scene.names} />
        <PastFeed system={board.stream} live={live} />
      </div>
    </Stripes>
  );
}

/** What every strip needs to know of the moment; the same object until the minute turns. */
function useScene(board: Board, truth: Truth, live: Live, wall: boolean): Scene {
  const opened = useRef(live.seq);
  const kept = useRef<Scene | null>(null);
  const keptFor = useRef<Board | null>(null);
  const at = truth.kind === "not-live" ? truth.asAt : truth.at;
  const minute = Math.floor(at / 60_000) * 60_000;
  const before = kept.current;
  if (before && keptFor.current === board && before.now === minute && before.wall === wall) return before;
  const { tree, metrics, disclosure } = board;
  keptFor.current = board;
  kept.current = {
    system: board.stream,
    zone: tree.timezone,
    now: minute,
    metrics,
    names: namesOf(tree),
    opened: opened.current,
    looked: null,
    moved: new Set(),
    wall,
    figures: disclosure === "all",
    blank: false,
  };
  return kept.current;
}
