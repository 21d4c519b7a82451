// The figures of a unit that no rules assess: each in its place, where it is going, how old where that matters.
import type { FigureState, Picture } from "../../api/types";
import { Moment } from "../Moment";
import { Arrow } from "./Arrow";
import { doubtInAWord } from "./doubt";
import { isOverdue } from "./held";
import type { Currency, Placed, Places as PlacesOf, Run } from "./places";
import { OpenUntil } from "./ServiceLine";
import { Short } from "./Short";
import type { Scene } from "./scene";

interface Props {
  picture: Picture | null;
  places: PlacesOf | null; // null: this reader sees no figures
  scene: Scene;
}

export function Places({ picture, places, scene }: Props) {
  return (
    <p className="plain__figures dotted">
      <OpenUntil {...{ picture, scene }} />
      {places && <Figures {...{ places, scene }} />}
    </p>
  );
}

function Figures({ places: { runs, shared, more, late, words }, scene }: { places: PlacesOf; scene: Scene }) {
  return (
    <>
      {words.map((phrase) => (
        <span key={phrase}>{phrase}</span>
      ))}
      {runs.map((run) => (
        <Together
          key={run.figures[0]?.metric}
          {...{ run, scene }}
          said={shared !== null && run.at !== null}
        />
      ))}
      {runs.length === 0 && more === 0 && <span>no figures received</span>}
      {(scene.wall ? late : more) > 0 && <span>{sayMore(more, late)}</span>}
    </>
  );
}

function sayMore(more: number, late: number): string {
  if (late === 0) return `${more} more`;
  return late === more ? `${more} more, late` : `${more} more, ${late} of them late`;
}

/** `said`: how old they are is said once for all. */
function Together({ run, said, scene }: { run: Run; said: boolean; scene: Scene }) {
  return (
    <span>
      {run.figures.map((placed, i) => (
        <span key={placed.metric}>
          {i > 0 && ", "}
          <Figure {...{ placed }} state={run.state} />
        </span>
      ))}
      {run.at === null && ", never received"}
      {!said && run.at !== null && (
        <>
          {" "}
          <HowOld currency={run} scene={scene} />
        </>
      )}
    </span>
  );
}

function Figure({ placed, state }: { placed: Placed; state: FigureState }) {
  const { label, title, figure, travel, worse } = placed;
  return (
    <span className="plain__figure">
      <Short short={label} title={title} />{" "}
      <span className={figure === null ? "figure figure--none" : `figure figure--${state}`}>
        {figure ?? "–"}
      </span>
      <Arrow {...{ travel, worse }} />
    </span>
  );
}

/** Nothing of what is fresh. */
export function HowOld({ currency, scene: { zone, now } }: { currency: Currency; scene: Scene }) {
  const { at, state, due } = currency;
  if (at === null || state === "fresh") return null;
  if (isOverdue(currency) && due) {
    return (
      <strong className="age--late plain__figure">
        late, was due <Moment at={due} zone={zone} now={now} />
      </strong>
    );
  }
  const doubt = state === "unknown" ? null : doubtInAWord(state); // the figure says it
  return (
    <span className="plain__figure">
      {doubt && `${doubt}, `}as at <Moment at={at} zone={zone} now={now} />
    </span>
  );
}
