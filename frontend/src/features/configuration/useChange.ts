// Sends a change twice: first to be told what it comes to, then to be made. Keeps what was refused and why.
import { useEffect, useRef, useState } from "react";
import { changeConfiguration } from "../../api/client";
import type { ConfigurationChange, FieldError } from "../../api/types";
import { problemOf } from "../../ui/people/useDeed";
import { errorsIn } from "./refused";

/** One change of the text whose sha is `seen`. */
export type Wanted = Omit<ConfigurationChange, "try_only">;

interface State {
  busy: boolean;
  told: readonly string[] | null; // what it comes to; null: it is still being typed
  problem: string | null;
  errors: readonly FieldError[];
  movedFrom: string | null; // the sha that is no longer in force
}

export interface Changing extends State {
  tell: (wanted: Wanted) => Promise<boolean>; // whether it could be told
  make: (wanted: Wanted) => Promise<boolean>; // whether it was made
  back: () => void;
}

const TYPING: State = { busy: false, told: null, problem: null, errors: [], movedFrom: null };
const CONFLICT = 409;

/** `moved`: the text is another one now and has to be fetched. */
export function useChange(code: string, moved: () => void): Changing {
  const [state, setState] = useState(TYPING);
  const running = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  async function send(wanted: Wanted, tryOnly: boolean): Promise<boolean> {
    if (running.current) return false;
    running.current = true;
    setState((before) => ({ ...before, busy: true, problem: null, errors: [] }));
    const answer = await changeConfiguration(code, { ...wanted, try_only: tryOnly });
    running.current = false;
    if (answer.ok) {
      if (here.current) setState({ ...TYPING, told: answer.value.changes });
      return true;
    }
    const movedFrom = answer.status === CONFLICT ? wanted.seen : null;
    if (movedFrom) moved();
    if (here.current)
      setState({
        ...TYPING,
        problem: problemOf(answer),
        errors: errorsIn(answer.errors, answer.detail),
        movedFrom,
      });
    return false;
  }
  return {
    ...state,
    tell: (wanted) => send(wanted, true),
    make: (wanted) => send(wanted, false),
    back: () => setState(TYPING),
  };
}
