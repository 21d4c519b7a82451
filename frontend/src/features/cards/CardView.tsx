// One card: what, by when, whose, its steps, what it was to move, whom it moves risk to, and what can be done to it.
import { useEffect, useRef } from "react";
import type { Card } from "../../api/types";
import { LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { isLateCard } from "../../ui/people/cardWords";
import { LogLines } from "../../ui/people/LogLines";
import { mayActAt } from "../../ui/people/may";
import { PersonLine } from "../../ui/people/PersonLine";
import type { Around } from "./CardGroups";
import { Figures } from "./Figures";
import { Moves } from "./Moves";
import { ownerOf } from "./order";
import { RingCall } from "./RingCall";
import { Risks } from "./Risks";
import { dueInWords, seatInWords, stateOfCard } from "./words";

interface Props extends Around {
  card: Card;
  asked: boolean;
}

export function CardView({ card, asked, ...around }: Props) {
  const { scene, reader, live, board } = around;
  const { zone, now } = scene;
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!asked) return;
    top.current?.scrollIntoView({ block: "center" });
    top.current?.focus({ preventScroll: true });
  }, [asked]);
  const late = !card.closed_at && isLateCard(card, now);
  const owner = ownerOf(card, { matters: live.matters, now });
  const may = mayActAt(reader, card.unit) || owner?.id === reader.id;
  const ring = card.purpose === "ring";
  return (
    <li className={`card${late ? " card--late" : ""}${asked ? " card--asked" : ""}`}>
      <div className="card__top">
        <LevelMark mark={markOf({ assessed: true, stated: true, level: card.level })} size="small" />
        <h3 className="card__title" tabIndex={-1} ref={top}>
          {card.title}
        </h3>
        <Tags card={card} />
      </div>
      <p className="dotted">
        <Due {...{ card, late, scene }} />
        <span>
          {card.owner ? (
            <PersonLine person={card.owner} title={seatInWords(card.owner_seat, board.tree.seats)} />
          ) : (
            <>
              <strong>nobody has it yet</strong>: {seatInWords(card.owner_seat, board.tree.seats)}
              {owner && `, now ${owner.name}`}
            </>
          )}
        </span>
        {stateOfCard(card) && <span>{stateOfCard(card)}</span>}
        {card.about !== card.unit && <span>because of {scene.names.get(card.about) ?? card.about}</span>}
      </p>
      {ring && <RingCall {...{ card, live, scene }} />}
      <ol className="card__steps">
        {card.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Figures {...{ card, scene, live }} />
      {card.risk && <Risks risk={card.risk} {...{ card, scene, live, board }} />}
      {may && <Moves card={card} {...around} />}
      <details className="more">
        <summary>
          What was done ({card.log.length})<span className="nhsuk-u-visually-hidden">: {card.title}</span>
        </summary>
        <LogLines kind="card" log={card.log} zone={zone} now={now} />
      </details>
    </li>
  );
}

function Due({ card, late, scene }: { card: Card; late: boolean; scene: Around["scene"] }) {
  const due = dueInWords(card, scene.now);
  if (card.state === "review") return null;
  return (
    <span className={late ? "card__late" : undefined}>
      by <Moment at={card.late_at} zone={scene.zone} now={scene.now} />
      {due && ` (${due})`}
    </span>
  );
}

function Tags({ card: { purpose, state, provenance } }: { card: Card }) {
  return (
    <>
      {purpose === "stand_down" && <span className="tag">stand-down</span>}
      {purpose === "review" && <span className="tag">review</span>}
      {state === "review" && <span className="tag tag--news">to review</span>}
      {provenance === "example" && (
        <span className="tag" title="The card’s text is an example: a local team has not confirmed it">
          trial
        </span>
      )}
    </>
  );
}
