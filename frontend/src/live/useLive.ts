// One board's live picture as React sees it.
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { takeSnapshot } from "../api/client";
import { connect, type Ended } from "./connect";
import type { Live } from "./picture";
import { createStore } from "./store";
import { titleOf } from "./title";

export interface Watched {
  live: Live;
  trouble: string | null; // no picture yet, and why
}

/** `about`: the unit that the page is about, for its title; null: the whole system. */
export function useLive(code: string, onEnded: (why: Ended) => void, about: string | null = null): Watched {
  const titled = useRef(about);
  const store = useMemo(() => createStore(Date.now, (live) => writeTitle(live, titled.current)), []);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    titled.current = about;
    writeTitle(store.read(), about);
  }, [store, about]);
  useEffect(
    () => connect({ code, store, snapshot: takeSnapshot, ended: onEnded, waiting: setTrouble }),
    [code, store, onEnded],
  );
  return { live: useSyncExternalStore(store.subscribe, store.read), trouble };
}

/** Written with every message, not with every drawing: a hidden tab draws nothing, and its title is read. */
function writeTitle(live: Live, about: string | null): void {
  const title = titleOf(live, about);
  if (title !== null && document.title !== title) document.title = title;
}
