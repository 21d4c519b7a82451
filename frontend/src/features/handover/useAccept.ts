// Accepting a handover: sent once; where the pack has gone stale, what changed and the pack as it now is.
import { useState } from "react";
import { deed, takeMatter } from "../../api/client";
import type { Handover, HandoverPack } from "../../api/types";
import type { Came } from "../../ui/handover/ReadBackSteps";
import { problemOf } from "../../ui/people/useDeed";

const SOMETHING_MOVED = 409;

export interface Accepting {
  pack: HandoverPack; // the newest known
  busy: boolean;
  problem: string | null;
  accept: (given: { read_back: string[]; seq: number }) => Promise<Came>;
}

/** The newer pack comes with the live picture too, unless that is cut off. */
export function useAccept(system: string, { id, pack: shown }: Handover): Accepting {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<HandoverPack | null>(null);
  async function accept(given: { read_back: string[]; seq: number }): Promise<Came> {
    setBusy(true);
    setProblem(null);
    const answer = await deed(system, { do: "accept_handover", matter: id, ...given });
    const stale = !answer.ok && answer.status === SOMETHING_MOVED;
    if (stale) {
      const now = await takeMatter(system, id);
      if (now.ok && now.value.matter.kind === "handover") setAsked(now.value.matter.pack);
    }
    setBusy(false);
    if (answer.ok) return "accepted";
    setProblem(problemOf(answer));
    return stale ? "stale" : "failed";
  }
  return { pack: asked && asked.seq > shown.seq ? asked : shown, busy, problem, accept };
}
