// Fetches the last day's levels when a board opens, reconnects, and every quarter of an hour. Shows nothing.
import { useEffect, useRef } from "react";
import { takeLevels } from "../../api/client";
import type { LiveEvent } from "../../api/types";
import type { Live } from "../../live/picture";
import { keepPast, pastOf, readPast, withEvents } from "./past";

const HOURS = 24;
const AGAIN_MS = 15 * 60_000;

export function PastFeed({ system, live }: { system: string; live: Live }) {
  const connected = live.link === "open";
  const newest = useRef(live.events);
  newest.current = live.events;
  useEffect(() => {
    if (!connected) return;
    const stop = new AbortController();
    const fetching = () => void fetchPast(system, () => newest.current, stop.signal);
    fetching();
    const again = setInterval(fetching, AGAIN_MS);
    return () => {
      stop.abort();
      clearInterval(again);
    };
  }, [system, connected]);
  useEffect(() => {
    const past = readPast();
    if (past) keepPast(withEvents(past, live.events));
  }, [live.events]);
  return null;
}

/** Where it cannot be fetched, what is held stays: it was true, and events move it on. */
async function fetchPast(
  system: string,
  events: () => readonly LiveEvent[],
  stopped: AbortSignal,
): Promise<void> {
  const answer = await takeLevels(system, HOURS);
  if (answer.ok && !stopped.aborted) keepPast(withEvents(pastOf(answer.value), events()));
}
