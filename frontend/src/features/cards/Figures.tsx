// The figures a card was meant to move: as they were when it opened, and as they are now.
import type { Card } from "../../api/types";
import type { Live } from "../../live/picture";
import type { Scene } from "../../ui/position/scene";
import { figuresOf } from "./words";

export function Figures({ card, scene, live }: { card: Card; scene: Scene; live: Live }) {
  if (card.figures_then.length === 0) return null;
  const picture = scene.figures ? (live.states[card.about] ?? null) : null;
  return (
    <dl className="card__figures" aria-label="Figures it was meant to move">
      {figuresOf(card, picture, scene.metrics).map(({ metric, name, was, is, better }) => (
        <div key={metric}>
          <dt>{name}</dt>
          <dd>
            was {was}, now {is}
            {better !== null && <strong>, {better ? "better" : "worse"}</strong>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
