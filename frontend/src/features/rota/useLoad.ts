// Sending a rota as text, and what came of it. What was refused stays to be put right.
import { useState } from "react";
import { loadRota } from "../../api/client";
import { problemOf } from "../../ui/people/useDeed";
import { nothingToSend, type Refused, refusedInWords, refusedLines } from "./csv";

interface Outcome {
  added: number | null; // shifts
  problem: string | null;
  refused: readonly Refused[];
}

export interface Loading extends Outcome {
  text: string;
  setText: (text: string) => void;
  busy: boolean;
  send: () => Promise<void>;
}

const NOTHING_YET: Outcome = { added: null, problem: null, refused: [] };

export function useLoad(system: string): Loading {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState(NOTHING_YET);
  async function send(): Promise<void> {
    const missing = nothingToSend(text);
    setOutcome({ ...NOTHING_YET, problem: missing });
    if (missing || busy) return;
    setBusy(true);
    const answer = await loadRota(system, text);
    setBusy(false);
    if (answer.ok) {
      const added = answer.value.matters.filter(({ kind }) => kind === "shift").length;
      setOutcome({ ...NOTHING_YET, added });
      setText("");
      return;
    }
    const refused = refusedLines(answer.errors ?? [], text);
    const problem = refused.length > 0 ? refusedInWords(refused) : problemOf(answer);
    setOutcome({ added: null, problem, refused });
  }
  return { ...outcome, text, setText, busy, send };
}
