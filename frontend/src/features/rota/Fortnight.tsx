// A seat's fortnight drawn: bars across fourteen days, gaps hatched. The list beside it says the same in words.
import { type Bar, type Day, labelOf } from "./bars";

interface Props {
  bars: readonly Bar[];
  days: readonly Day[];
}

export function Fortnight({ bars, days }: Props) {
  return (
    <div className="fortnight" aria-hidden="true">
      <div className="fortnight__days">
        {days.map(({ date, name, left, width }) => (
          <span key={date} className="fortnight__day" style={{ left: `${left}%`, width: `${width}%` }}>
            <span className="fortnight__weekday">{name.slice(0, 3)} </span>
            {name.slice(4)}
          </span>
        ))}
      </div>
      <div className="fortnight__line">
        {bars.map((bar) => (
          <span
            key={bar.key}
            className={`bar bar--${bar.kind}`}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
          >
            {bar.kind === "shift" && labelOf(bar)}
          </span>
        ))}
      </div>
    </div>
  );
}
