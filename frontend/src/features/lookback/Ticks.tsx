// The system's level over the scrubber's 24 hours: steps with numbers, the hours below. Nothing to press.
import { useId } from "react";
import type { Levels } from "../../api/types";
import { localHours } from "../../ui/chart/hours";
import { hourAndMinute } from "../../ui/time";
import { useMedia } from "../../ui/useMedia";
import { type Scale, stretchesOn } from "./scale";

interface Props {
  levels: Levels | null;
  unit: string;
  scale: Scale;
  zone: string;
}

const HIGH = 18;
const NUMBERED = 2; // hundredths of the width

export function Ticks({ levels, unit, scale, zone }: Props) {
  const hatch = useId();
  const long = scale.to - scale.from;
  const every = useMedia("(max-width: 40rem)") ? 6 : 3;
  return (
    <svg className="ticks" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="level-steps__unknown" width="2" height="5" />
        </pattern>
      </defs>
      {stretchesOn(levels, unit, scale).map(({ left, width, level }) => {
        const tall = level === null ? HIGH : (HIGH * (level + 1)) / 5;
        return (
          <g key={left}>
            <rect
              className={`level-steps__step level-steps__step--${level ?? "none"}`}
              x={`${left}%`}
              width={`${width}%`}
              y={HIGH - tall}
              height={tall}
              {...(level === null && { fill: `url(#${hatch})` })}
            />
            {width >= NUMBERED && (
              <text
                className={`ticks__number level-steps__number--${level ?? "unknown"}`}
                x={`${left + width / 2}%`}
                y={HIGH - 3}
                textAnchor="middle"
              >
                {level ?? "?"}
              </text>
            )}
          </g>
        );
      })}
      {localHours(scale.from / 1000, scale.to / 1000, zone, every).map((at) => (
        <text
          key={at}
          className="ticks__hour"
          x={`${(100 * (at * 1000 - scale.from)) / long}%`}
          y={HIGH + 12}
          textAnchor="middle"
        >
          {hourAndMinute(at * 1000, zone)}
        </text>
      ))}
    </svg>
  );
}
