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

/** What the page is, for its title. `unit`: what it is about; null: the whole system. `page`: null on the board. */
export interface Titled {
  unit: string | null;
  page: string | null;
}

export function useLive(code: string, onEnded: (why: Ended) => void, { unit, page }: Titled): Watched {
  const titled = useRef<Titled>({ unit, page });
  const store = useMemo(() => createStore(Date.now, (live) => writeTitle(live, titled.current)), []);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    titled.current = { unit, page };
    writeTitle(store.read(), titled.current);
  }, [store, unit, page]);
  useEffect(
    () => connect({ code, store, snapshot: takeSnapshot, ended: onEnded, waiting: setTrouble }),
    [code, store, onEnded],
  );
  return { live: useSyncExternalStore(store.subscribe, store.read), trouble };
}

/** Written with every message, not with every drawing: a hidden tab draws nothing, and its title is read. */
function writeTitle(live: Live, { unit, page }: Titled): void {
  const title = titleOf(live, unit, page);
  if (title !== null && document.title !== title) document.title = title;
}
