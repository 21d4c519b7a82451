// Where strips, rosters, what is not seen and what has happened stand: on a wall, on a laptop, on a phone.
import type { LiveEvent } from "../../api/types";
import { CannotSee } from "./CannotSee";
import { Columns, type Marked } from "./Columns";
import { Now } from "./Now";
import { isAside, type Order, seatsIn, seatsShown } from "./order";
import { allSeats, type Column, isPlain } from "./roster";
import { Unassessed } from "./Unassessed";
import type { Arranged } from "./useArrangement";
import { WorstFirst } from "./WorstFirst";

interface Props extends Marked {
  columns: Column[];
  events: readonly LiveEvent[];
  order: Order;
  arranged: Arranged;
  narrow: boolean;
}

export function Layout({ columns, events, scene, moved, order, arranged, narrow }: Props) {
  const now = <Now events={events} scene={scene} />;
  if (scene.wall) {
    return (
      <>
        <Columns columns={columns.filter((column) => !isAside(column))} {...{ scene, moved }} />
        {now}
        <Unassessed seats={allSeats(columns).filter(isPlain)} scene={scene} />
      </>
    );
  }
  const { codes } = arranged.arrangement;
  const shown = columns.map((column) => ({ ...column, seats: seatsShown(column.seats, codes) }));
  const aside = columns.flatMap((column, i) => (isAside(column) ? (shown[i] ?? []) : []));
  const cannotSee = <CannotSee seats={allSeats(columns)} scene={scene} />;
  const pressure = order === "pressure";
  return (
    <>
      <div className="reading" id="strips" tabIndex={-1} ref={arranged.list}>
        {pressure ? (
          <WorstFirst
            {...{ columns, scene, moved }}
            seats={seatsIn(columns, codes)}
            brief={narrow}
            between={narrow && cannotSee}
          />
        ) : (
          <Columns columns={shown.filter((column) => !aside.includes(column))} {...{ scene, moved }} />
        )}
      </div>
      <div className="side">
        {!narrow && cannotSee}
        {!pressure && aside.length > 0 && <Columns columns={aside} {...{ scene, moved }} />}
        {now}
      </div>
      {arranged.waits && <Waits letGo={arranged.letGo} />}
    </>
  );
}

/** It lies over the page, so that nothing moves because of it either. */
function Waits({ letGo }: { letGo: () => void }) {
  return (
    <p className="waits" role="status">
      Order has changed{" "}
      <button type="button" className="plain-button" onClick={letGo}>
        Put in order
      </button>
    </p>
  );
}
