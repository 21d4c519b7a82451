// Keeps where the reader last was: moved when the page goes out of sight, and when the reader says so.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Live } from "../../live/picture";
import type { Looked } from "../../ui/position/scene";
import { recall, remember } from "../../ui/stored";
import { isOfThis, lookOf, parseLooked, writtenLooked } from "./looked";

export interface Looking {
  looked: Looked | null;
  seen: () => void;
  undo: (() => void) | null; // there is a "seen" to take back
}

const NOBODY: Looking = { looked: null, seen: () => {}, undo: null };

/** `of`: the system and the reader. `nobody`: a wall has no reader. `blank`: what is not shown has not been seen. */
export function useLooked(of: string, live: Live, blank: boolean, nobody: boolean): Looking {
  const [looked, setLooked] = useState(() => startOf(of, live));
  const [before, setBefore] = useState<Looked | null>(null);
  const here = useRef<Looked | null>(null);
  here.current = blank || nobody ? null : lookOf(live);
  const moveTo = useCallback(
    (to: Looked | null) => {
      if (!to) return;
      remember(keyOf(of), writtenLooked(to));
      setLooked(to);
    },
    [of],
  );
  useEffect(() => {
    return whenLeft(() => {
      moveTo(here.current);
      setBefore(null);
    });
  }, [moveTo]);
  if (nobody) return NOBODY;
  function seen(): void {
    if (!here.current || here.current.seq === looked?.seq) return; // nothing is shown, or nothing since
    setBefore(looked);
    moveTo(here.current);
  }
  function undo(): void {
    moveTo(before);
    setBefore(null);
  }
  return { looked, seen, undo: before && undo };
}

function keyOf(of: string): string {
  return `surgeline:looked:${of}`;
}

/** On a first visit it is this moment: nothing is marked yet, and what happens from now on will be. */
function startOf(of: string, live: Live): Looked | null {
  const now = lookOf(live);
  const kept = parseLooked(recall(keyOf(of)));
  return kept && now && isOfThis(kept, now) ? kept : now && { ...now, first: true };
}

function whenLeft(left: () => void): () => void {
  function hidden(): void {
    if (document.visibilityState === "hidden") left();
  }
  function gone(): void {
    if (document.visibilityState === "visible") left();
  }
  document.addEventListener("visibilitychange", hidden);
  addEventListener("pagehide", gone);
  return () => {
    document.removeEventListener("visibilitychange", hidden);
    removeEventListener("pagehide", gone);
  };
}
