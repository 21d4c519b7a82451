// An organisation's levels under each version, one strip over the other, and where they differ. Says its sums aloud.
import type { BackTestResult, TriedUnit } from "../../api/types";
import { dayAndDate, toMilliseconds } from "../../ui/time";
import { localOf, momentOf } from "../../ui/zoned";
import { type Bar, barsOf, daysFrom, disagreements, NAMES, type Stretch, saidOf, ticksOf } from "./trial";

const HIGH = 36; // pixels
const STEP = HIGH / 4;
const LANE = 10;
const ABOVE = 13; // the lowest bar is too low to hold its number
const NUMBERED = 2; // hundredths of the width
const MOST_DATES = 8;

interface Props {
  unit: TriedUnit;
  labels: readonly string[];
  result: BackTestResult;
}

export function Strips({ unit, labels, result }: Props) {
  const { timezone } = result;
  const over = { begins: toMilliseconds(result.from), ends: toMilliseconds(result.to) };
  const differ = disagreements(unit.levels, over);
  const coarse = unit.levels.some((one) => one.coarse);
  return (
    <div className="strips-tried">
      {unit.levels.map((levels, i) => (
        <div key={labels[i]}>
          <p className="strips-tried__label">{labels[i]}</p>
          <svg className="strips-tried__row" role="img" aria-label={`${labels[i]}: ${saidOf(levels)}`}>
            {barsOf(levels, over).map((bar) => (
              <Level key={bar.x} bar={bar} />
            ))}
            <line className="strips-tried__ground" x1="0" x2="100%" y1={HIGH} y2={HIGH} />
          </svg>
        </div>
      ))}
      {differ.length > 0 && (
        <>
          <p className="strips-tried__label strips-tried__label--differ">Versions differ</p>
          <svg className="strips-tried__differ" aria-hidden="true">
            {differ.map(({ x, wide }) => (
              <rect
                key={x}
                x={`${x}%`}
                width={`${Math.max(wide, 0.15)}%`}
                height={LANE}
                fill="url(#tried-differ)"
              />
            ))}
          </svg>
        </>
      )}
      <Dates {...{ over, timezone }} />
      {coarse && (
        <p className="strip__quiet">Too many changes to draw each: every column shows its highest level.</p>
      )}
    </div>
  );
}

function Level({ bar: { level, x, wide } }: { bar: Bar }) {
  if (level === null)
    return <rect x={`${x}%`} width={`${wide}%`} height={HIGH} fill="url(#tried-unstated)" />;
  const top = HIGH - STEP * level;
  return (
    <>
      <rect
        className={`tried__level tried__level--${level}`}
        x={`${x}%`}
        width={`${wide}%`}
        y={top}
        height={STEP * level}
      />
      {wide >= NUMBERED && (
        <text
          className={`tried__number tried__number--${level}`}
          x={`${x + wide / 2}%`}
          y={STEP * level < ABOVE ? top - 3 : top + (STEP * level) / 2 + 4}
          textAnchor="middle"
        >
          {level}
        </text>
      )}
    </>
  );
}

function Dates({ over, timezone }: { over: Stretch; timezone: string }) {
  return (
    <svg className="strips-tried__dates" aria-hidden="true">
      {ticksOf(over, midnights(over, timezone), MOST_DATES).map(({ x, at }, i) => (
        <g key={at} className={i % 2 === 1 ? "strips-tried__odd" : ""}>
          <line x1={`${x}%`} x2={`${x}%`} y1="0" y2="6" />
          <text x={`${x}%`} y="18" textAnchor={x > 90 ? "end" : "start"}>
            {dayAndDate(at, timezone)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function midnights({ begins, ends }: Stretch, zone: string): number[] {
  const found: number[] = [];
  const first = localOf(begins, zone).slice(0, 10);
  for (let day = 0; ; day += 1) {
    const at = momentOf(`${daysFrom(first, day)}T00:00`, zone);
    if (at !== null && at >= ends) return found;
    if (at !== null && at >= begins) found.push(at);
  }
}

export function StripLegend({ differ }: { differ: boolean }) {
  return (
    <>
      <Patterns />
      <ul className="tried__legend" aria-hidden="true">
        {[1, 2, 3, 4].map((level) => (
          <li key={level}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <rect
                className={`tried__level tried__level--${level}`}
                width="20"
                y={20 - 5 * level}
                height={5 * level}
              />
            </svg>
            OPEL {level}
          </li>
        ))}
        <li>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <rect width="20" height="20" fill="url(#tried-unstated)" />
          </svg>
          {NAMES.unstated}
        </li>
        {differ && (
          <li>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <rect width="20" y="5" height={LANE} fill="url(#tried-differ)" />
            </svg>
            Versions differ
          </li>
        )}
      </ul>
    </>
  );
}

/** Once on a page. */
function Patterns() {
  return (
    <svg className="tried__patterns" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="tried-unstated" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect className="tried__blank" width="6" height="6" />
          <path className="tried__doubt" d="M-1 5l2 2M0 0l6 6M5-1l2 2" />
        </pattern>
        <pattern id="tried-differ" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect className="tried__differs" width="6" height="6" />
          <path className="tried__stripe" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
        </pattern>
      </defs>
    </svg>
  );
}
