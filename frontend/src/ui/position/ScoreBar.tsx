// Points taken, points that might be (hatched), points available, ticks where the level changes.
import { useId } from "react";
import type { Picture } from "../../api/types";
import { trimmed } from "../figure";
import { barOf } from "./drivers";

export function ScoreBar({ picture }: { picture: Picture }) {
  const hatch = useId();
  const bar = barOf(picture);
  if (!bar) return null;
  const { taken, most, ticks, words } = bar;
  const points = `${trimmed(picture.score, 1)} of ${trimmed(picture.available, 1)}`;
  return (
    <div className="score">
      <strong className="score__share">{picture.stated ? `${Math.round(taken)} %` : "? %"}</strong>
      <svg
        className="score__bar"
        viewBox="0 0 200 14"
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        <defs>
          <pattern
            id={hatch}
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect className="score__hatch-ground" width="4" height="4" />
            <rect className="score__hatch" width="2" height="4" />
          </pattern>
        </defs>
        <rect className="score__available" width="200" y="2" height="10" />
        <rect className="score__taken" width={taken * 2} y="2" height="10" />
        <rect x={taken * 2} width={(most - taken) * 2} y="2" height="10" fill={`url(#${hatch})`} />
        {ticks.map((tick) => (
          <rect className="score__tick" key={tick} x={tick * 2 - 0.6} width="1.2" height="14" />
        ))}
      </svg>
      <span className="score__points">{points} points</span>
    </div>
  );
}
