// One back-test while it lasts: how far it has come, what came of it, and the way to stop it. Draws nothing.
import { useCallback, useEffect, useRef, useState } from "react";
import { runBackTest } from "../../api/backTest";
import type { Answer } from "../../api/client";
import type { BackTestProgress, BackTestResult } from "../../api/types";
import { rulesAddress, type TrialAsked } from "../../ui/rulesAddress";

export interface Running {
  progress: BackTestProgress | null; // null: nothing has been heard yet
  answer: Answer<BackTestResult> | null; // null: it has not ended
  stopped: boolean;
}

const BEGUN: Running = { progress: null, answer: null, stopped: false };

/** Runs as soon as the address asks for days; whoever leaves the page ends it. Null: nothing is asked. */
export function useTrial(code: string, asked: TrialAsked): [Running | null, () => void, () => void] {
  const [running, setRunning] = useState<Running | null>(null);
  const [times, setTimes] = useState(0);
  const ending = useRef<AbortController | null>(null);
  const address = rulesAddress(code, { show: "trial", trial: asked });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address stands for what is asked
  useEffect(() => {
    const { versions, units, days } = asked;
    if (days === null) {
      setRunning(null);
      return;
    }
    const run = new AbortController();
    ending.current = run;
    setRunning(BEGUN);
    const named = versions.map(({ id, version }) => ({ pack: id, version }));
    const hear = (progress: BackTestProgress) => {
      if (!run.signal.aborted) setRunning({ ...BEGUN, progress });
    };
    void runBackTest(code, { versions: named, units: [...units], ...days }, hear, run.signal).then(
      (answer) => {
        if (!run.signal.aborted) setRunning({ ...BEGUN, answer });
      },
    );
    return () => run.abort();
  }, [address, times]);
  const stop = useCallback(() => {
    ending.current?.abort();
    setRunning({ ...BEGUN, stopped: true });
  }, []);
  return [running, () => setTimes(times + 1), stop];
}
