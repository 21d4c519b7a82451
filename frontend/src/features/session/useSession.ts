// Who is signed in. The token lives in a cookie that scripts cannot read; this only knows the answer.
import { useCallback, useEffect, useState } from "react";
import { findSession } from "../../api/client";
import type { Session } from "../../api/types";

const RETRY_MS = 3_000;

export type SessionState =
  | { kind: "asking" }
  | { kind: "unreachable" }
  | { kind: "out"; because: string | null }
  | { kind: "in"; session: Session };

export function useSession() {
  const [state, setState] = useState<SessionState>({ kind: "asking" });
  const look = useCallback(async () => {
    const answer = await findSession();
    if (answer.ok) setState({ kind: "in", session: answer.value });
    else if (answer.why === "unreachable") setState({ kind: "unreachable" });
    else setState({ kind: "out", because: null });
  }, []);
  useEffect(() => void look(), [look]);
  const cutOff = state.kind === "unreachable";
  useEffect(() => {
    if (!cutOff) return;
    const trying = setInterval(() => void look(), RETRY_MS);
    return () => clearInterval(trying);
  }, [cutOff, look]);
  const signedIn = useCallback((session: Session) => setState({ kind: "in", session }), []);
  const signedOut = useCallback((because: string | null) => setState({ kind: "out", because }), []);
  return { state, signedIn, signedOut, retry: look };
}
