// One system's live board, or what there is to say while there is none: loading, and trouble.
import type { ReactNode } from "react";
import { truthOf } from "../../live/truth";
import type { Watched } from "../../live/useLive";
import { Notice } from "../../ui/Notice";
import { Position } from "./Position";

interface Props extends Watched {
  wall: boolean;
  reader: string;
  leave: ReactNode;
}

export function BoardPage({ live, trouble, wall, reader, leave }: Props) {
  const truth = truthOf(live);
  if (live.board && truth) return <Position board={live.board} {...{ live, truth, wall, reader, leave }} />;
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
