// Cards under the name of where they are to be done.
import type { Board, Live } from "../../live/picture";
import type { Reader } from "../../ui/people/room";
import type { Scene } from "../../ui/position/scene";
import { CardView } from "./CardView";
import type { CardGroup } from "./order";

/** What every card is drawn from beside itself. */
export interface Around {
  board: Board;
  live: Live;
  scene: Scene;
  reader: Reader;
  again: () => void; // something was done to a card: ask anew where they do not come live
}

interface Props extends Around {
  groups: readonly CardGroup[];
  asked: string | null; // the card that the address names
  which?: "closed" | "asked"; // of the same organisation there may be open ones on the page too
}

export function CardGroups({ groups, asked, which, ...around }: Props) {
  return groups.map(({ code, name, place, cards }) => (
    <section className="panel" key={code} aria-labelledby={`cards-${which ?? "open"}-${code}`}>
      <h2 className="panel__title" id={`cards-${which ?? "open"}-${code}`}>
        {name}
        {which && (
          <span className="nhsuk-u-visually-hidden">
            , {which === "closed" ? "closed cards" : "the card asked for"}
          </span>
        )}
        {place !== null && place !== name && <span className="cards__place"> {place}</span>}
      </h2>
      <ul className="cards">
        {cards.map((card) => (
          <CardView key={card.id} card={card} asked={card.id === asked} {...around} />
        ))}
      </ul>
    </section>
  ));
}
