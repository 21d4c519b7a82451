// A unit's level over the last 24 hours as steps: higher is worse, hatched is not enough figures, empty unknown.
import { memo, useId } from "react";
import { DAY_MS, lastDay, type Stretch, sayDay } from "./stretches";

interface Props {
  stretches: readonly Stretch[];
  now: number; // to the minute: what happened within it is in the picture
  zone: string;
}

const MINUTE_MS = 60_000;

const WIDE = 288; // a unit of width is five minutes
const HIGH = 16;
const LEVELS = [1, 2, 3, 4] as const;

export const Ribbon = memo(function Ribbon({ stretches, now, zone }: Props) {
  const hatch = useId();
  const until = now + MINUTE_MS;
  const day = lastDay(stretches, until);
  const unknown = pathOf(day, null, until);
  return (
    <svg className="ribbon" viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img">
      <title>{sayDay(day, until, zone)}</title>
      {unknown && (
        <>
          <pattern
            id={hatch}
            width="8"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="skewX(-45)"
          >
            <rect className="ribbon__hatch" width="3" height="4" />
          </pattern>
          <path d={unknown} fill={`url(#${hatch})`} />
        </>
      )}
      {LEVELS.map((level) => {
        const path = pathOf(day, level, until);
        return path && <path key={level} className={`ribbon__level ribbon__level--${level}`} d={path} />;
      })}
      <path className="ribbon__ground" d={`M0 ${HIGH}H${WIDE}`} />
    </svg>
  );
});

/** Every stretch at a level as one path; empty where there is none. */
function pathOf(day: readonly Stretch[], level: number | null, now: number): string {
  const high = level === null ? HIGH : (level * HIGH) / 4;
  return day
    .filter((stretch) => stretch.level === level)
    .map(({ from, to }) => `M${across(from, now)} ${HIGH}v${-high}H${across(to, now)}v${high}z`)
    .join("");
}

function across(at: number, now: number): number {
  return Math.round(((at - now + DAY_MS) / DAY_MS) * WIDE * 10) / 10;
}
