// Cards that are closed: those of the last day on demand, or the one that the address names.
import { useCallback, useState } from "react";
import { type Answer, takeMatter } from "../../api/client";
import type { Matter } from "../../api/types";
import { isOpen } from "../../live/matters";
import { Failed } from "../../ui/Failed";
import { useTaken } from "../../ui/useTaken";
import { type Around, CardGroups } from "./CardGroups";
import { groupsOf, ofUnit } from "./order";
import { cardsOf, onlyCards } from "./useCards";

interface Props extends Around {
  unit: string | null;
  asked: string | null; // null: those of the last day
}

export function Closed(props: Props) {
  const [wanted, setWanted] = useState(props.asked !== null);
  if (wanted) return <Fetched {...props} />;
  return (
    <p>
      <button type="button" className="plain-button" onClick={() => setWanted(true)}>
        Show the cards closed in the last day
      </button>
    </p>
  );
}

function Fetched({ unit, asked, ...around }: Props) {
  const { scene, board } = around;
  const { system } = scene;
  const take = useCallback(() => (asked === null ? cardsOf(system, 1) : one(system, asked)), [asked, system]);
  const { value, failed, tryAgain } = useTaken(take, null);
  if (failed === "unknown") return <p className="alert">There is no card called {asked} here.</p>;
  if (failed) return <Failed {...{ failed, tryAgain }} what={asked ? "This card" : "Closed cards"} />;
  if (!value) return <p aria-busy="true">Fetching…</p>;
  const cards = ofUnit(onlyCards(value), unit).filter((card) => asked !== null || !isOpen(card));
  if (cards.length === 0) return <p>No card was closed here in the last day.</p>;
  return (
    <>
      <h2 className="panel__title">{asked ? "The card you asked for" : "Closed in the last day"}</h2>
      <CardGroups
        groups={groupsOf(cards, board.tree, scene.now)}
        asked={asked}
        which={asked ? "asked" : "closed"}
        {...around}
      />
    </>
  );
}

async function one(system: string, id: string): Promise<Answer<Matter[]>> {
  const answer = await takeMatter(system, id);
  return answer.ok ? { ok: true, value: [answer.value.matter] } : answer;
}
