// Where strips, rosters and what has happened stand: on a wall, on a laptop, on a phone.
import type { LiveEvent } from "../../api/types";
import type { Scene } from "../../ui/position/scene";
import { useMedia } from "../../ui/useMedia";
import { Columns } from "./Columns";
import { Now } from "./Now";
import { ACROSS, allSeats, type Column, isUnassessed } from "./roster";
import { Unassessed } from "./Unassessed";
import { WorstFirst } from "./WorstFirst";

interface Props {
  columns: Column[];
  events: readonly LiveEvent[];
  scene: Scene;
}

export function Layout({ columns, events, scene }: Props) {
  const narrow = useMedia("(max-width: 40rem)");
  const now = <Now events={events} scene={scene} />;
  if (scene.wall) {
    return (
      <>
        <Columns columns={columns.filter((column) => !isAside(column))} scene={scene} />
        {now}
        <Unassessed seats={allSeats(columns).filter(isUnassessed)} scene={scene} />
      </>
    );
  }
  if (narrow) {
    return (
      <>
        <WorstFirst {...{ columns, scene }} />
        {now}
      </>
    );
  }
  return (
    <>
      <Columns columns={columns.filter((column) => !isAside(column))} scene={scene} />
      <div className="side">
        <Columns columns={columns.filter(isAside)} scene={scene} />
        {now}
      </div>
    </>
  );
}

/** What belongs to no place and has no level needs no column of its own. */
function isAside({ code, seats }: Column): boolean {
  return code === ACROSS && seats.every(isUnassessed);
}
