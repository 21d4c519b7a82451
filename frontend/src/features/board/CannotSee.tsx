// What the room cannot see, by organisation, with since when; or that nothing is missing, where that is so.
import { memo } from "react";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { areSame, isJudged, type Seat } from "./roster";
import { StripLink } from "./StripLink";
import { type Blindness, type Hidden, neverHeard, type Unseen, unseenOf } from "./unseen";

interface Props {
  seats: readonly Seat[];
  scene: Scene;
}

/** The board is drawn anew with every frame and every second, this only when one of its pictures or the minute turns. */
export const CannotSee = memo(function CannotSee({ seats, scene }: Props) {
  return (
    <section className="cannot-see" aria-labelledby="cannot-see">
      <h2 className="place__name" id="cannot-see">
        Cannot see
      </h2>
      {scene.blank ? (
        <p>
          Anything since <Moment at={scene.now} zone={scene.zone} />: the board has not caught up yet.
        </p>
      ) : (
        <Listed {...{ seats, scene }} />
      )}
    </section>
  );
}, isSame);

function isSame(a: Props, b: Props): boolean {
  return a.scene === b.scene && areSame(a.seats, b.seats);
}

function Listed({ seats, scene }: Props) {
  const unseen = unseenOf(seats, scene.metrics);
  const never = neverHeard(seats, scene.figures);
  return (
    <>
      {unseen.length === 0 && !never.some(isJudged) && <Nothing scene={scene} />}
      <ul className="unseen">
        {unseen.map((one) => (
          <Blind key={one.seat.unit.code} {...{ one, scene }} />
        ))}
        {never.length > 0 && (
          <li className="unseen__never">
            {scene.figures ? "Nothing has ever come from" : "No level yet:"}{" "}
            {never.map(({ unit }, i) => (
              <span key={unit.code}>
                {i > 0 && ", "}
                <StripLink code={unit.code} scene={scene} />
              </span>
            ))}
          </li>
        )}
      </ul>
    </>
  );
}

function Nothing({ scene }: { scene: Scene }) {
  if (!scene.figures) return <p>Every organisation that rules assess has a level.</p>;
  return (
    <p>
      Every figure expected by <Moment at={scene.now} zone={scene.zone} /> has come.
    </p>
  );
}

function Blind({ one: { seat, hidden }, scene }: { one: Unseen; scene: Scene }) {
  return (
    <li>
      <StripLink code={seat.unit.code} scene={scene} />
      {hidden.map((part) => (
        <span className="unseen__part" key={part.how}>
          <Part {...{ part, seat, scene }} />
        </span>
      ))}
    </li>
  );
}

const LEADS: Record<Exclude<Blindness, "level">, string> = {
  dead: "Too old to rely on",
  late: "Late",
  queried: "Queried",
  few: "Too few patients",
  unknown: "Not known",
};

const SINCE: Record<Exclude<Blindness, "level">, string> = {
  dead: "last",
  late: "due",
  queried: "since",
  few: "since",
  unknown: "since",
};

function Part({ part: { how, figures, since }, seat, scene }: { part: Hidden; seat: Seat; scene: Scene }) {
  if (how === "level") {
    const { floor, ceiling } = seat.picture ?? { floor: 1, ceiling: 4 };
    return (
      <strong>
        not enough figures: {floor} to {ceiling}
      </strong>
    );
  }
  return (
    <>
      <strong>{LEADS[how]}:</strong> {figures.join(", ")}
      {since && (
        <span className="unseen__since">
          , {SINCE[how]} <Moment at={since} zone={scene.zone} now={scene.now} />
        </span>
      )}
    </>
  );
}
