// One way down or up on a line, and where a figure that could push a level up is heading.
import { Fragment } from "react";
import type { Way, WayMove } from "../../api/types";
import { stateInWords } from "../../ui/position/doubt";
import { follows, isSoon, upperFirst } from "./ways";

/** "Majors to 100 % (now 112 %): 7 fewer patients, and G&A to 95 % (now 97.4 %)" */
export function WayDown({ way: { moves } }: { way: Way }) {
  return (
    <li className="way">
      {moves.map((move, at) => (
        <Fragment key={move.parameter}>
          <Improving move={move} at={at} of={moves.length} />{" "}
        </Fragment>
      ))}
    </li>
  );
}

function Improving({ move, at, of }: { move: WayMove; at: number; of: number }) {
  const { name, now, acts, certain, state } = move;
  return (
    <span className="way__move">
      {at === 0 ? upperFirst(name) : name} to <Brief move={move} />{" "}
      <span className="way__now">
        <span className="way__brief">(now {now}</span>
        {!certain && `, ${stateInWords(state)}: only once a fresh figure says so`})
      </span>
      <Acts acts={acts} />
      {follows(at, of)}
    </span>
  );
}

/** The figures that would do it together, by name. */
export function WayUp({ way: { moves, when } }: { way: Way }) {
  return (
    <li className="way">
      {moves.map(({ parameter, name }, at) => (
        <span key={parameter}>
          {at === 0 ? upperFirst(name) : name}
          {follows(at, moves.length)}{" "}
        </span>
      ))}
      {when && <span className="way__now">({when} if they go on so)</span>}
    </li>
  );
}

/** "NCTR above 15 % (now 14.2 %): 3 more such patients"; below it where it is heading. */
export function Worsening({ move }: { move: WayMove }) {
  const { name, goal, brief, now, acts, difference, heading } = move;
  return (
    <li className="way">
      {upperFirst(name)} {goal !== brief && "to "}
      <Brief move={move} />{" "}
      <span className="way__now">
        (now {now}
        {acts.length === 0 && `, ${difference}`})
      </span>
      <Acts acts={acts} />
      {heading && (
        <span className={`way__heading${isSoon(move) ? " way__heading--soon" : ""}`}>{heading.words}</span>
      )}
    </li>
  );
}

/** What stands out is what people act in: where nothing is counted, the figure to reach. */
function Brief({ move: { acts, brief, goal } }: { move: WayMove }) {
  return acts.length > 0 ? (
    <span className="way__brief">{brief}</span>
  ) : (
    <strong title={goal}>{brief}</strong>
  );
}

function Acts({ acts }: Pick<WayMove, "acts">) {
  return acts.map((act, at) => (
    <span key={act}>
      {at === 0 ? ": " : " or "}
      <strong>{act}</strong>
    </span>
  ));
}
