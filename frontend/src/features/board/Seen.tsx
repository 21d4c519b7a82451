// "I have seen these": moves the place the reader's marks count from, and takes that back when asked.

import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import type { Looking } from "./useLooked";

export function Seen({ looking, scene }: { looking: Looking; scene: Scene }) {
  const { looked, seen, undo } = looking;
  if (scene.wall || !looked) return null;
  return (
    <span className="seen" role="status">
      {scene.moved.size > 0 && !scene.blank && (
        <button type="button" className="plain-button" onClick={seen}>
          I have seen these
        </button>
      )}
      {undo && (
        <>
          <span>
            Seen up to <Moment at={looked.at} zone={scene.zone} now={scene.now} />
          </span>
          <button type="button" className="plain-button" onClick={undo}>
            Undo
          </button>
        </>
      )}
    </span>
  );
}
