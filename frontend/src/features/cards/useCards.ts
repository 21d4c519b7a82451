// The cards that are known: off the live picture, or asked for where they do not come with it.
import { useCallback, useMemo } from "react";
import { type Answer, type Refusal, takeMatters } from "../../api/client";
import type { Card, Matter } from "../../api/types";
import { mattersOf } from "../../live/matters";
import type { Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import type { Scene } from "../../ui/position/scene";
import { useTaken } from "../../ui/useTaken";

export interface Known {
  cards: readonly Card[]; // open, and closed of the last day where those are known
  asking: boolean;
  failed: Refusal | null;
  again: () => void;
}

const NONE: Answer<Matter[]> = { ok: true, value: [] };

/** `live`: the room's picture has every card; a provider's has none, only word that one has moved. */
export function useCards(scene: Scene, live: Live, truth: Truth, comesLive: boolean): Known {
  const { system } = scene;
  const take = useCallback(
    () => (comesLive ? Promise.resolve(NONE) : cardsOf(system, 0)),
    [comesLive, system],
  );
  const { value, failed, tryAgain } = useTaken(take, truth.kind === "not-live" ? null : newestCard(live));
  const cards = useMemo(
    () => (comesLive ? mattersOf(live.matters, "card") : onlyCards(value ?? [])),
    [comesLive, live.matters, value],
  );
  return { cards, asking: !comesLive && !value && !failed, failed, again: tryAgain };
}

/** Those that are open, and those closed within so many days. */
export async function cardsOf(system: string, closedDays: number): Promise<Answer<Matter[]>> {
  const answer = await takeMatters(system, { kind: ["card"], closedDays });
  return answer.ok ? { ok: true, value: answer.value.matters } : answer;
}

export function onlyCards(matters: readonly Matter[]): Card[] {
  return matters.filter((matter): matter is Card => matter.kind === "card");
}

function newestCard({ events }: Live): string {
  return String(events.find((event) => event.kind === "act" && event.about === "card")?.seq ?? 0);
}
