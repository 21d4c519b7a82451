// The board on a phone: one column, the places in a line each, then every organisation, worst first.

import type { Scene } from "../../ui/position/scene";
import { Brief } from "./Brief";
import { PlaceHeading, Strips } from "./Columns";
import { ACROSS, allSeats, type Column, isUnassessed, worstFirst } from "./roster";
import { Unassessed } from "./Unassessed";

export function WorstFirst({ columns, scene }: { columns: Column[]; scene: Scene }) {
  const seats = allSeats(columns);
  const assessed = worstFirst(seats.filter((seat) => !isUnassessed(seat)));
  return (
    <div className="columns">
      <Brief seats={seats} scene={scene} />
      <section className="column" aria-label="Places">
        {columns
          .filter(({ code }) => code !== ACROSS)
          .map((column) => (
            <PlaceHeading key={column.code} column={column} scene={scene} />
          ))}
      </section>
      <section className="column" aria-labelledby="worst-first">
        <h2 className="place__name" id="worst-first">
          Worst first
        </h2>
        <Strips seats={assessed} scene={scene} />
        <Unassessed seats={seats.filter(isUnassessed)} scene={scene} />
      </section>
    </div>
  );
}
