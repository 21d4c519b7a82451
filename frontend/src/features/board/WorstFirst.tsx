// The board on a phone: one column, the places in a line each, then every organisation, worst first.
import { PlaceHeading } from "./Columns";
import { ACROSS, allSeats, type Column, worstFirst } from "./roster";
import { Strip } from "./Strip";
import type { Scene } from "./scene";

export function WorstFirst({ columns, scene }: { columns: Column[]; scene: Scene }) {
  const seats = allSeats(columns);
  const assessed = worstFirst(seats.filter(({ picture }) => picture?.assessed));
  const others = seats.filter(({ picture }) => !picture?.assessed);
  return (
    <div className="columns">
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
        <ul className="strips">
          {[...assessed, ...others].map(({ unit, picture }) => (
            <Strip key={unit.code} {...{ unit, picture, scene }} />
          ))}
        </ul>
      </section>
    </div>
  );
}
