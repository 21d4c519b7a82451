// One seat: who sits there now, who next, its fortnight, and what can be done about it.
import { useMemo } from "react";
import type { Rota } from "../../api/types";
import type { Matters } from "../../live/matters";
import { Moment } from "../../ui/Moment";
import { PersonLine } from "../../ui/people/PersonLine";
import type { Scene } from "../../ui/position/scene";
import type { Wanted } from "./AddShift";
import { barsOf, daysOf, type Stretch } from "./bars";
import { Fortnight } from "./Fortnight";
import { Reached } from "./Reached";
import { ShiftList } from "./ShiftList";
import type { Seating } from "./seats";
import { TakeOver } from "./TakeOver";
import { hoursInWords, stretchInWords } from "./words";

interface Props {
  seating: Seating;
  rota: Rota;
  line: Stretch;
  scene: Scene;
  matters: Matters;
  own: string; // the reader's id
  fill: ((wanted: Wanted) => void) | null;
}

export function SeatRow({ seating, rota, line, scene, matters, own, fill }: Props) {
  const { seat, shifts, gaps } = seating;
  const { from, until } = line;
  const bars = useMemo(() => barsOf(shifts, gaps, { from, until }), [shifts, gaps, from, until]);
  const days = useMemo(() => daysOf({ from, until }, scene.zone), [from, until, scene.zone]);
  return (
    <li className="seat">
      <div className="seat__top">
        <h3 className="seat__title">
          {seat.title}
          {seat.where && <span className="seat__where">, {seat.where}</span>}
        </h3>
        <span className="strip__quiet">{hoursInWords(seat)}</span>
      </div>
      <NowAndNext {...{ seating, rota, scene }} />
      <Fortnight {...{ bars, days }} />
      {gaps.length > 0 && (
        <p className="seat__gaps">
          <strong>Nobody</strong>{" "}
          {gaps
            .slice(0, 3)
            .map(({ starts_at, ends_at }) => stretchInWords(starts_at, ends_at, scene.now, scene.zone))
            .join("; ")}
          {gaps.length > 3 && `; and ${gaps.length - 3} more`}
        </p>
      )}
      {fill && (
        <div className="seat__does">
          <TakeOver {...{ seating, scene, matters, own }} />
          <button
            type="button"
            className="plain-button"
            aria-haspopup="dialog"
            onClick={() => fill({ seat: seat.key, from: null })}
          >
            Add a shift<span className="nhsuk-u-visually-hidden">: {seat.title}</span>
          </button>
        </div>
      )}
      <ShiftList {...{ seat, shifts, rota, scene }} changes={fill !== null} />
    </li>
  );
}

function NowAndNext({
  seating: { now, next, gaps },
  rota,
  scene,
}: Pick<Props, "seating" | "rota" | "scene">) {
  const { zone, now: at } = scene;
  const empty = gaps.find(({ starts_at }) => Date.parse(starts_at) <= at);
  return (
    <p className="seat__now">
      <span>
        Now:{" "}
        {now ? (
          <>
            <PersonLine person={now.person} />, until <Moment at={now.ends_at} zone={zone} now={at} />{" "}
            <Reached person={now.person} rota={rota} />
          </>
        ) : empty ? (
          <strong className="seat__nobody">
            nobody, until <Moment at={empty.ends_at} zone={zone} now={at} />
          </strong>
        ) : (
          "nobody, and nobody is needed at this hour"
        )}
      </span>{" "}
      <span>
        {next ? (
          <>
            Next: {next.person.name}, from <Moment at={next.starts_at} zone={zone} now={at} />{" "}
            <Reached person={next.person} rota={rota} />
          </>
        ) : (
          "Next: nobody yet"
        )}
      </span>
    </p>
  );
}
