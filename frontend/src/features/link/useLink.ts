// A link kept up to date while it is looked at, and what is pressed on it sent once.
import { useCallback, useEffect, useReducer, useRef } from "react";
import { openLink, pressLink } from "../../api/client";
import type { LinkDeed } from "../../api/types";
import { type LinkState, nothingYet, onward } from "./press";

const LOOKED_MS = 15_000;

export interface Pressing extends LinkState {
  press: (deed: LinkDeed) => Promise<number>; // the status that it was answered with; 0: it was not
  look: () => void;
}

export function useLink(token: string): Pressing {
  const [state, happen] = useReducer(onward, nothingYet);
  const sending = useRef(false);
  const look = useCallback(async () => {
    const answer = await openLink(token);
    happen({ kind: "looked", answer, real: Date.now() });
  }, [token]);
  useEffect(() => void look(), [look]);
  const closed = state.closed !== null;
  useEffect(() => {
    if (closed) return;
    const lookIfSeen = () => void (document.hidden || look());
    const looking = setInterval(lookIfSeen, LOOKED_MS);
    document.addEventListener("visibilitychange", lookIfSeen);
    addEventListener("online", lookIfSeen);
    return () => {
      clearInterval(looking);
      document.removeEventListener("visibilitychange", lookIfSeen);
      removeEventListener("online", lookIfSeen);
    };
  }, [look, closed]);
  const press = useCallback(
    async (deed: LinkDeed) => {
      if (sending.current) return 0; // pressed twice
      sending.current = true;
      happen({ kind: "pressed", deed });
      const answer = await pressLink(token, deed);
      sending.current = false;
      happen({ kind: "answered", answer, real: Date.now() });
      if (!answer.ok && answer.status !== 0) await look(); // it has moved: show how it now is
      return answer.ok ? 200 : answer.status;
    },
    [token, look],
  );
  return { ...state, press, look: () => void look() };
}
