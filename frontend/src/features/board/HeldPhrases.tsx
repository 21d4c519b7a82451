// What is held for an organisation that no rules assess: a few figures with their times, and how many more.
import type { Picture } from "../../api/types";
import { withUnit } from "../../ui/figure";
import { Moment } from "../../ui/Moment";
import type { Scene } from "./scene";

const MOST_SHOWN = 3;

export function HeldPhrases({ picture, scene }: { picture: Picture | null; scene: Scene }) {
  if (!scene.figures) return null;
  const held = Object.entries(picture?.held ?? {});
  if (held.length === 0) return <span>no figures held</span>;
  const more = held.length - MOST_SHOWN;
  return (
    <>
      {held.slice(0, MOST_SHOWN).map(([id, { scores, latest_at }]) => {
        const metric = scene.metrics[id];
        return (
          <span key={id}>
            <span className="drivers__name">{metric?.short ?? id}</span>{" "}
            {scores ? withUnit(scores.value, metric) : "unknown"} as at{" "}
            <Moment at={latest_at} zone={scene.zone} now={scene.now} />
          </span>
        );
      })}
      {more > 0 && <span>and {more} more</span>}
    </>
  );
}
