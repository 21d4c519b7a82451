// "I have seen these": moves the place the reader's marks count from, and takes that back when asked.

import { useRef } from "react";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import type { Looking } from "./useLooked";

export function Seen({ looking, scene, any }: { looking: Looking; scene: Scene; any: boolean }) {
  const { looked, seen, undo } = looking;
  const here = useRef<HTMLSpanElement>(null);
  if (scene.wall || !looked) return null;
  function act(deed: () => void): void {
    deed();
    here.current?.focus(); // the button that had the focus gives way to another
  }
  return (
    <span className="seen" role="status" tabIndex={-1} ref={here}>
      {any && !scene.blank && (
        <button type="button" className="plain-button" onClick={() => act(seen)}>
          I have seen these
        </button>
      )}
      {undo && (
        <>
          <span>
            Seen up to <Moment at={looked.at} zone={scene.zone} now={scene.now} />
          </span>
          <button type="button" className="plain-button" onClick={() => act(undo)}>
            Undo
          </button>
        </>
      )}
    </span>
  );
}
