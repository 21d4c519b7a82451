// The rule packs that this page has asked for. Their text never changes, so that each is asked for once.
import { useEffect, useState } from "react";
import { type Answer, takePack } from "../../api/client";
import type { Pack, PackParameter } from "../../api/types";

const RETRY_MS = 3_000;

const asked = new Map<string, Promise<Answer<Pack>>>();

/** Null: not there yet, not to be had, or no rules at all. What needs the cuts then does without. */
export function useRules(pack: string | null | undefined, version: number | null | undefined): Pack | null {
  const [rules, setRules] = useState<Pack | null>(null);
  useEffect(() => {
    if (!pack || !version) return;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    async function look(id: string, which: number): Promise<void> {
      const answer = await rulesOf(id, which);
      if (!wanted) return;
      if (answer.ok) setRules(answer.value);
      else if (answer.why === "unreachable") retry = setTimeout(() => void look(id, which), RETRY_MS);
    }
    void look(pack, version);
    return () => {
      wanted = false;
      clearTimeout(retry);
    };
  }, [pack, version]);
  return rules && rules.id === pack && rules.version === version ? rules : null;
}

async function rulesOf(pack: string, version: number): Promise<Answer<Pack>> {
  const key = `${pack} ${version}`;
  const asking = asked.get(key) ?? takePack(pack, version);
  asked.set(key, asking);
  const answer = await asking;
  if (!answer.ok) asked.delete(key);
  return answer;
}

export function ruleFor(rules: Pack | null, metric: string): PackParameter | null {
  return rules?.parameters.find((parameter) => parameter.metric === metric) ?? null;
}
