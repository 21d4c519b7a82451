// Fetches the board of a moment, and the levels around it. What was fetched stays until the next has come.
import { useEffect, useState } from "react";
import { type Answer, takeBoardAt, takeLevelsBefore } from "../../api/client";
import type { Levels, Snapshot } from "../../api/types";
import type { Ended } from "../../live/connect";
import type { Scale } from "./scale";

const HOURS = 48; // the scale, and the day before its beginning
const RETRY_MS = 3_000;

export interface Then {
  snapshot: Snapshot | null;
  trouble: string | null; // why the one asked for is not there
  fetching: boolean;
}

/** Only the newest question counts: an answer to one before it is thrown away. */
export function useThen(code: string, at: string, ended: (why: Ended) => void): Then {
  const [then, setThen] = useState<Then>({ snapshot: null, trouble: null, fetching: true });
  useEffect(() => {
    const stop = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    setThen(({ snapshot }) => ({ snapshot, trouble: null, fetching: true }));
    async function fetching(): Promise<void> {
      const answer = await takeBoardAt(code, at, stop.signal);
      if (stop.signal.aborted) return;
      if (answer.ok) setThen({ snapshot: answer.value, trouble: null, fetching: false });
      else if (answer.why === "unreachable") {
        setThen(({ snapshot }) => ({ snapshot, trouble: UNREACHABLE, fetching: true }));
        again = setTimeout(() => void fetching(), RETRY_MS);
      } else refused(answer);
    }
    function refused(answer: Answer<Snapshot> & { ok: false }): void {
      if (answer.why === "signed-out") ended("signed-out");
      else if (answer.why === "forbidden" || answer.why === "unknown") ended(answer.why);
      else setThen(({ snapshot }) => ({ snapshot, trouble: answer.detail, fetching: false }));
    }
    void fetching();
    return () => {
      stop.abort();
      clearTimeout(again);
    };
  }, [code, at, ended]);
  return then;
}

const UNREACHABLE = "The service cannot be reached. The page tries again every few seconds.";

/** Of the scale and the day before it. Null: not there yet, or not to be had: the board does without. */
export function useLevels(code: string, scale: Scale | null): Levels | null {
  const [levels, setLevels] = useState<Levels | null>(null);
  const until = scale?.to ?? null;
  useEffect(() => {
    if (until === null) return;
    let stopped = false;
    void takeLevelsBefore(code, HOURS, new Date(until).toISOString()).then((answer) => {
      if (!stopped && answer.ok) setLevels(answer.value);
    });
    return () => {
      stopped = true;
    };
  }, [code, until]);
  return levels;
}
