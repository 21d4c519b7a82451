// Fetches the last day's levels when a board opens, reconnects or is replaced, and every quarter of an hour. Shows nothing.
import { useEffect, useRef } from "react";
import { takeLevels } from "../../api/client";
import type { LiveEvent } from "../../api/types";
import type { Live } from "../../live/picture";
import { keepPast, pastOf, readPast, toFetchFor, withEvents } from "./past";

const HOURS = 24;
const AGAIN_MS = 15 * 60_000;
const RETRY_MS = 5_000;

export function PastFeed({ system, live }: { system: string; live: Live }) {
  const replaced = toFetchFor(live);
  const newest = useRef(live.events);
  newest.current = live.events;
  useEffect(() => {
    if (replaced === null) return;
    const stop = new AbortController();
    let next: ReturnType<typeof setTimeout> | undefined;
    async function fetching(): Promise<void> {
      const came = await fetchPast(system, () => newest.current, stop.signal);
      if (!stop.signal.aborted) next = setTimeout(() => void fetching(), came ? AGAIN_MS : RETRY_MS);
    }
    void fetching();
    return () => {
      stop.abort();
      clearTimeout(next);
    };
  }, [system, replaced]);
  useEffect(() => {
    const past = readPast();
    if (past?.stream === system) keepPast(withEvents(past, live.events));
  }, [system, live.events]);
  return null;
}

/** Whether it came. Where it did not, what is held stays and events move it on; but a long break may have had more
 * of them than a board is told, so that it is soon asked for again. */
async function fetchPast(
  system: string,
  events: () => readonly LiveEvent[],
  stopped: AbortSignal,
): Promise<boolean> {
  const answer = await takeLevels(system, HOURS);
  if (answer.ok && !stopped.aborted) keepPast(withEvents(pastOf(answer.value), events()));
  return answer.ok || answer.why !== "unreachable";
}
