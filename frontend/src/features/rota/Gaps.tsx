// Where a seat that must be filled is empty in the next fortnight, the soonest first.
import type { Gap, TreeSeat } from "../../api/types";
import type { Scene } from "../../ui/position/scene";
import type { Wanted } from "./AddShift";
import { gapInWords, gapsCounted } from "./words";

/** So many are seen at once: a rota that nobody has filled in yet has hundreds. */
const SEEN_AT_ONCE = 8;

interface Props {
  gaps: readonly Gap[];
  scene: Scene;
  keeps: readonly TreeSeat[]; // the seats that the reader may fill
  fill: (wanted: Wanted) => void;
}

export function Gaps({ gaps, scene, keeps, fill }: Props) {
  const first = gaps.slice(0, SEEN_AT_ONCE);
  const rest = gaps.slice(SEEN_AT_ONCE);
  return (
    <section className={`panel${gaps.length > 0 ? " panel--gaps" : ""}`} aria-labelledby="gaps">
      <div className="panel__top">
        <h2 className="panel__title" id="gaps">
          {gapsCounted(gaps.length)}
        </h2>
        {keeps.length > 0 && (
          <button
            type="button"
            className="plain-button"
            aria-haspopup="dialog"
            onClick={() => fill({ seat: null, from: null })}
          >
            Add a shift
          </button>
        )}
      </div>
      {gaps.length === 0 && <p>Every seat that must be filled has somebody.</p>}
      <GapList gaps={first} {...{ scene, keeps, fill }} />
      {rest.length > 0 && (
        <details className="more">
          <summary>{rest.length} more</summary>
          <GapList gaps={rest} {...{ scene, keeps, fill }} />
        </details>
      )}
    </section>
  );
}

function GapList({ gaps, scene, keeps, fill }: Props) {
  return (
    <ul className="gaps">
      {gaps.map((gap) => (
        <li key={`${gap.seat} ${gap.starts_at}`}>
          <span>{gapInWords(gap, scene.now, scene.zone)}</span>
          {keeps.some(({ key }) => key === gap.seat) && (
            <button
              type="button"
              className="plain-button"
              aria-haspopup="dialog"
              onClick={() => fill({ seat: gap.seat, from: Date.parse(gap.starts_at) })}
            >
              Fill<span className="nhsuk-u-visually-hidden"> {gapInWords(gap, scene.now, scene.zone)}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
