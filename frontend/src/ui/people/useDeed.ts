// Doing something: sends it once, says while it is on its way, and what came of it in a sentence.
import { useCallback, useEffect, useRef, useState } from "react";
import { type Answer, deed, type Refusal } from "../../api/client";
import type { Deed, DeedDone } from "../../api/types";

export interface Doing {
  run: (body: Deed) => Promise<boolean>; // whether it was done
  busy: boolean;
  problem: string | null; // why it was not done, to be shown as it is
  refused: Refused | null; // the same as the service answered it
  done: DeedDone | null; // what the latest one came to
  clear: () => void; // forget the problem and what was done
}

type Refused = Answer<DeedDone> & { ok: false };

interface State {
  busy: boolean;
  problem: string | null;
  refused: Refused | null;
  done: DeedDone | null;
}

const IDLE: State = { busy: false, problem: null, refused: null, done: null };

export function useDeed(code: string): Doing {
  const [state, setState] = useState<State>(IDLE);
  const running = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const run = useCallback(
    async (body: Deed) => {
      if (running.current) return false; // pressed twice
      running.current = true;
      setState({ ...IDLE, busy: true });
      const answer = await deed(code, body);
      running.current = false;
      if (here.current) setState(stateAfter(answer));
      return answer.ok;
    },
    [code],
  );
  const clear = useCallback(() => setState((held) => (held.busy ? held : IDLE)), []);
  return { ...state, run, clear };
}

function stateAfter(answer: Answer<DeedDone>): State {
  if (answer.ok) return { ...IDLE, done: answer.value };
  return { ...IDLE, problem: problemOf(answer), refused: answer };
}

const PROBLEMS: Record<Refusal, string> = {
  "signed-out": "Your session has ended, so this was not done. Sign in again.",
  forbidden: "Your account may not do this.",
  unknown: "The service does not know this. It may be over.",
  unreachable: "The service did not answer. See whether it was done before you try again.",
  refused: "The service did not accept this, and did not say why. Nothing was done.",
};

/** The service's own sentence, where it gave one: it knows what has moved meanwhile. */
export function problemOf({ why, detail }: Pick<Answer<unknown> & { ok: false }, "why" | "detail">): string {
  return why !== "signed-out" && detail ? detail : PROBLEMS[why];
}
