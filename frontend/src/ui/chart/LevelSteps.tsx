// The levels of a stretch as steps: as high as the level, in its colour, with its number; hatched where none can be said.
import { useId } from "react";
import type { LevelSpan } from "../../api/types";
import { hourAndMinute } from "../time";
import { localHours } from "./hours";
import { seconds } from "./plot";

interface Props {
  levels: readonly LevelSpan[];
  from: string;
  to: string;
  zone: string;
}

const HIGH = 40;
const NUMBERED = 2.5; // hundredths of the width

export function LevelSteps({ levels, from, to, zone }: Props) {
  const hatch = useId();
  const [start, end] = [seconds(from), seconds(to)];
  const place = (at: number) => (100 * (Math.min(Math.max(at, start), end) - start)) / (end - start);
  return (
    <svg className="level-steps" role="img" aria-label={`Levels: ${inWords(levels, zone)}`}>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="level-steps__unknown" width="2" height="5" />
        </pattern>
      </defs>
      {levels.map((span) => {
        const left = place(seconds(span.from));
        const width = place(seconds(span.to)) - left;
        return <Step key={span.from} {...{ left, width, hatch }} level={span.level} />;
      })}
      {localHours(start, end, zone, 6).map((at) => (
        <text key={at} className="level-steps__hour" x={`${place(at)}%`} y={HIGH + 14} textAnchor="middle">
          {hourAndMinute(at * 1000, zone)}
        </text>
      ))}
    </svg>
  );
}

interface StepProps {
  left: number;
  width: number;
  level: number | null;
  hatch: string;
}

function Step({ left, width, level, hatch }: StepProps) {
  const tall = level === null ? HIGH : (HIGH * (level + 1)) / 5;
  return (
    <>
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
          className={`level-steps__number level-steps__number--${level ?? "unknown"}`}
          x={`${left + width / 2}%`}
          y={HIGH - 4}
        >
          {level ?? "?"}
        </text>
      )}
    </>
  );
}

/** "OPEL 2 from 08:00, OPEL 3 from 11:15, until 14:46". */
function inWords(levels: readonly LevelSpan[], zone: string): string {
  const said = levels.map(({ from, level }) => {
    return `${level === null ? "not enough figures" : `OPEL ${level}`} from ${hourAndMinute(from, zone)}`;
  });
  const last = levels.at(-1);
  return last ? `${said.join(", ")}, until ${hourAndMinute(last.to, zone)}` : "none known";
}
