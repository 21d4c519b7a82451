// One system's live board, or what there is to say while there is none: loading, and trouble.
import { truthOf } from "../../live/truth";
import { Notice } from "../../ui/Notice";
import type { LivePageProps } from "../pages";
import { Position } from "./Position";

export function BoardPage({ live, trouble, wall, session, leave }: LivePageProps & { wall: boolean }) {
  const truth = truthOf(live);
  if (live.board && truth) {
    return <Position board={live.board} {...{ live, truth, wall, session, leave }} reader={session.name} />;
  }
  if (trouble === null) {
    return (
      <Notice title="Fetching the position…" busy>
        <p>This takes a second. If it takes longer, check this device’s network; the board goes on trying.</p>
      </Notice>
    );
  }
  return (
    <Notice title="The position cannot be fetched" busy>
      <p>{trouble}</p>
      <p>No figures are shown, because none can be vouched for. The board tries again every second.</p>
      <p>
        Until it is back, ask the sites by telephone. If it lasts for more than a few minutes, tell whoever
        runs this service.
      </p>
    </Notice>
  );
}
