// How many organisations stand where. Each count is a button that shows only those; on a wall it is words.
import { cardsAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { NextDeadline } from "../../ui/people/NextDeadline";
import { useMatters } from "../../ui/people/room";
import { AsAt } from "../../ui/position/AsAt";
import { when } from "../../ui/time";
import { type Count, countsOf, sayNoneHigh, tallyOf, withoutStrip } from "./counts";
import { goToPart } from "./reach";
import { allSeats } from "./roster";
import { Seen } from "./Seen";
import type { Instruments } from "./useInstruments";
import type { Showing } from "./useShown";

const COUNTS = "counts";

type HeadProps = Pick<Instruments, "columns" | "scene" | "moved" | "showing" | "looking" | "arranged">;

export function HeadCounts({ columns, scene, moved, showing, looking, arranged }: HeadProps) {
  const { looked, now, zone, wall } = scene;
  const seats = allSeats(columns);
  const matters = useMatters();
  const tally = tallyOf(matters);
  const counts = countsOf(seats, showing.shown, moved, looked ? when(looked.at, now, zone) : "", tally);
  return (
    <>
      {scene.blank && (
        <span>
          <AsAt scene={scene} />:
        </span>
      )}
      <Counts {...{ counts, showing, wall }} calm={sayNoneHigh(seats)} />
      <NextDeadline {...{ matters, scene }} />
      <Seen {...{ looking, scene }} any={moved.size > 0} />
      {!wall && (
        <ShowingLine
          of={arranged.arrangement.codes.length}
          all={seats.length}
          showing={showing}
          beyond={withoutStrip(seats, showing.shown, tally)}
          system={scene.system}
        />
      )}
    </>
  );
}

interface Props {
  counts: Count[];
  calm: string | null;
  showing: Showing;
  wall: boolean;
}

function Counts({ counts, calm, showing: { shown, toggle }, wall }: Props) {
  if (wall) {
    return (
      <p className="header__counts dotted">
        {calm && <span>{calm}</span>}
        {counts.map(({ filter, words }) => (
          <span key={filter}>{words}</span>
        ))}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and this is a row of filters
    <div className="header__counts counts" role="group" aria-label="Show only" id={COUNTS} tabIndex={-1}>
      {calm && <span>{calm}</span>}
      {counts.map(({ filter, words }) => (
        <button
          type="button"
          className="count"
          key={filter}
          aria-pressed={shown.has(filter)}
          onClick={() => toggle(filter)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

interface ShowingProps {
  of: number;
  all: number;
  showing: Showing;
  beyond: number; // of what is asked for: at a place or the system, in no strip
  system: string;
}

function ShowingLine({ of, all, showing, beyond, system }: ShowingProps) {
  const filtered = showing.shown.size > 0;
  function showAll(): void {
    showing.showAll();
    goToPart(COUNTS); // the button that had the focus goes
  }
  return (
    <p className="showing" role="status">
      {filtered && (
        <>
          Showing {of} of {all} organisations
          {beyond > 0 && (
            <>
              {" "}
              and, of places and the system, <Link to={cardsAddress(system)}>{beyond} more</Link>
            </>
          )}{" "}
          <button type="button" className="plain-button" onClick={showAll}>
            Show all
          </button>
        </>
      )}
    </p>
  );
}
