// Stacked bars as drawn: OPEL 4 at the ground, then calmer, then what is not known. Says its sums to whoever listens.
import type { Bucket, HoursRow } from "../../api/types";
import { dayWords } from "./ranges";
import { lasted, NAMES, NUMBERS, partsOf, type Share, STACKED, sayTotal } from "./shares";

const HIGH = 72; // pixels
const NUMBERED_HIGH = 14;
const NUMBERED_WIDE = 2; // hundredths of the width
const GAP = 0.12; // of a bar
const MOST_DATES = 8;

interface Props {
  row: HoursRow;
  buckets: readonly Bucket[];
  longest: number; // seconds
}

export function Bars({ row, buckets, longest }: Props) {
  const wide = 100 / buckets.length;
  const every = Math.ceil(buckets.length / MOST_DATES);
  return (
    <svg className="hours__bars" role="img" aria-label={`${row.name}: ${sayTotal(row.hours)}`}>
      {row.hours.map((hours, i) => {
        const bucket = buckets[i];
        if (!bucket) return null;
        const left = i * wide;
        return (
          <g key={bucket.from}>
            {partsOf(hours, longest).map(({ share, y, high }) => (
              <g key={share}>
                <rect
                  className={`hours__part hours__part--${share}`}
                  x={`${left + (wide * GAP) / 2}%`}
                  width={`${wide * (1 - GAP)}%`}
                  y={(y * HIGH) / 100}
                  height={(high * HIGH) / 100}
                  fill={fillOf(share)}
                >
                  <title>{`${spanWords(bucket)}: ${NAMES[share]} ${lasted(hours[share])}`}</title>
                </rect>
                {(high * HIGH) / 100 >= NUMBERED_HIGH && wide >= NUMBERED_WIDE && (
                  <text
                    className={`hours__number hours__number--${share}`}
                    x={`${left + wide / 2}%`}
                    y={((y + high / 2) * HIGH) / 100 + 4}
                    textAnchor="middle"
                  >
                    {NUMBERS[share]}
                  </text>
                )}
              </g>
            ))}
            <line
              className="hours__ground"
              x1={`${left + (wide * GAP) / 2}%`}
              x2={`${left + wide * (1 - GAP / 2)}%`}
              y1={HIGH}
              y2={HIGH}
            />
            {i % every === 0 && (
              <text className="hours__date" x={`${left + (wide * GAP) / 2}%`} y={HIGH + 14}>
                {dayWords(bucket.from)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

export function spanWords({ from, to }: Bucket): string {
  return from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;
}

function fillOf(share: Share): string {
  return `url(#hours-${share})`;
}

export function Swatch({ share }: { share: Share }) {
  return (
    <svg className="hours__swatch" viewBox="0 0 20 16" aria-hidden="true">
      <rect className={`hours__part hours__part--${share}`} width="20" height="16" fill={fillOf(share)} />
      <text className={`hours__number hours__number--${share}`} x="10" y="12.5" textAnchor="middle">
        {NUMBERS[share]}
      </text>
    </svg>
  );
}

/** A ground in the level's colour, and on it lines or dots that tell it from the others in grey. Once on a page. */
export function Patterns() {
  return (
    <svg className="hours__patterns" aria-hidden="true" focusable="false">
      <defs>
        {STACKED.map((share) => (
          <pattern key={share} id={`hours-${share}`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect className={`hours__fill hours__fill--${share}`} width="6" height="6" />
            {share === "three" && <path className="hours__line" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />}
            {share === "two" && <circle className="hours__dot" cx="3" cy="3" r="1" />}
            {share === "unstated" && <path className="hours__doubt" d="M-1 5l2 2M0 0l6 6M5-1l2 2" />}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
