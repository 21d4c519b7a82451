// What the cards page shows: the counts that are filters, the card asked for, the groups, and the closed on demand.
import { useMemo, useState } from "react";
import type { Card } from "../../api/types";
import { isOpen } from "../../live/matters";
import type { Board } from "../../live/picture";
import { cardsAddress } from "../../ui/address";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import type { Whole } from "../../ui/people/LivePage";
import type { Reader } from "../../ui/people/room";
import { CardGroups } from "./CardGroups";
import { Closed } from "./Closed";
import { Counts } from "./Counts";
import { type Filter, groupsOf, ofUnit, passes } from "./order";
import { useCards } from "./useCards";

interface Props extends Whole {
  unit: string | null;
  card: string | null;
  reader: Reader;
}

export function Cards({ unit, card, reader, board, live, truth, scene }: Props) {
  const known = useCards(scene, live, truth, board.disclosure === "all");
  const [filter, setFilter] = useState<Filter | null>(null);
  const open = useMemo(() => known.cards.filter(isOpen), [known.cards]);
  const here = useMemo(() => ofUnit(open, unit), [open, unit]);
  const looking = { reader: reader.id, now: scene.now, matters: live.matters };
  const shown = filter ? here.filter((one) => passes(one, filter, looking)) : here;
  const asked = card !== null && !open.some(({ id }) => id === card) ? card : null;
  const context = { board, live, scene, reader, again: known.again };
  if (known.failed === "forbidden") return <NotYours />;
  return (
    <>
      {known.failed && <Failed failed={known.failed} tryAgain={known.again} what="The cards" />}
      <section className="panel" aria-labelledby="cards">
        <h2 className="panel__title" id="cards">
          {known.asking
            ? "Fetching the cards…"
            : countedInWords(here, whereInWords(unit, board, scene.names))}
        </h2>
        {unit !== null && (
          <p>
            <Link to={cardsAddress(scene.system)}>Cards of every organisation</Link>
          </p>
        )}
        <Counts cards={here} {...{ filter, looking }} onFilter={setFilter} />
        {!known.asking && here.length === 0 && !known.failed && (
          <p>
            Cards open by themselves when a level reaches OPEL 2 or above. There is nothing to do here now.
          </p>
        )}
        {here.length > 0 && shown.length === 0 && (
          <p>
            No card is among these.{" "}
            <button type="button" className="plain-button" onClick={() => setFilter(null)}>
              Show all {here.length}
            </button>
          </p>
        )}
      </section>
      {asked && <Closed {...context} unit={null} asked={asked} />}
      <CardGroups groups={groupsOf(shown, board.tree, scene.now)} {...context} asked={card} />
      <Closed key={unit} {...context} unit={unit} asked={null} />
    </>
  );
}

/** A provider is shown its own cards only, and reads that. */
function whereInWords(unit: string | null, { disclosure }: Board, names: Map<string, string>): string {
  if (unit !== null) return ` at ${names.get(unit) ?? unit}, and because of it`;
  return disclosure === "level" ? " for your organisation" : "";
}

function countedInWords(cards: readonly Card[], where: string): string {
  if (cards.length === 0) return `No card is open${where}`;
  return `${cards.length === 1 ? "1 card is" : `${cards.length} cards are`} open${where}`;
}

function NotYours() {
  return (
    <section className="panel">
      <p>Your account may not see cards. To see those of your organisation, ask the room lead.</p>
    </section>
  );
}
