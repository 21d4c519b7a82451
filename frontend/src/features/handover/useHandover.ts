// The handover a page is about: off the live picture, else as the service has it.
import { useCallback } from "react";
import { type Answer, type Refusal, takeMatter, takeMatters } from "../../api/client";
import type { Handover, Matter } from "../../api/types";
import type { Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import type { Scene } from "../../ui/position/scene";
import { useTaken } from "../../ui/useTaken";
import { handoverIn } from "./parts";

const KEPT_DAYS = 35;

export interface Found {
  handover: Handover | null;
  asking: boolean;
  failed: Refusal | null;
  tryAgain: () => void;
}

export function useHandover(scene: Scene, live: Live, truth: Truth, id: string | null): Found {
  const held = handoverIn(Object.values(live.matters), id);
  const known = held !== null;
  const { system } = scene;
  const take = useCallback((): Promise<Answer<readonly Matter[]>> => {
    if (known) return Promise.resolve({ ok: true, value: [] });
    return id === null ? past(system) : one(system, id);
  }, [known, system, id]);
  const { value, failed, tryAgain } = useTaken(take, truth.kind === "not-live" ? null : newestOf(live));
  const handover = held ?? handoverIn(value ?? [], id);
  return { handover, asking: !handover && !value && !failed, failed: handover ? null : failed, tryAgain };
}

/** Where handovers do not come live, what is told of them does. */
function newestOf({ events }: Live): string {
  return String(events.find((event) => event.kind === "act" && event.about === "handover")?.seq ?? 0);
}

/** Those of the last weeks, and the one in hand. */
export async function past(system: string): Promise<Answer<readonly Matter[]>> {
  const answer = await takeMatters(system, { kind: ["handover"], closedDays: KEPT_DAYS });
  return answer.ok ? { ok: true, value: answer.value.matters } : answer;
}

async function one(system: string, id: string): Promise<Answer<readonly Matter[]>> {
  const answer = await takeMatter(system, id);
  return answer.ok ? { ok: true, value: [answer.value.matter] } : answer;
}
