// The board by pressure: the places in a line each, then every organisation of the system, worst first.
import type { ReactNode } from "react";
import { Brief } from "./Brief";
import { type Marked, PlaceHeading, Strips } from "./Columns";
import { ACROSS, allSeats, type Column, isPlain, type Seat } from "./roster";
import { Unassessed } from "./Unassessed";

interface Props extends Marked {
  columns: Column[];
  seats: readonly Seat[]; // in the order they are shown
  brief: boolean; // ten seconds on a phone: said first
  between: ReactNode; // what comes after those that have a level
}

export function WorstFirst({ columns, seats, scene, moved, brief, between }: Props) {
  return (
    <div className="columns columns--pressure">
      {brief && <Brief seats={allSeats(columns)} scene={scene} />}
      <section className="places" aria-label="Places">
        {columns
          .filter(({ code }) => code !== ACROSS)
          .map((column) => (
            <PlaceHeading key={column.code} column={column} scene={scene} />
          ))}
      </section>
      <section className="pressure" aria-labelledby="worst-first">
        <h2 className="place__name" id="worst-first">
          Worst first
        </h2>
        {seats.length === 0 && <p className="column__none">none here</p>}
        <Strips seats={seats.filter((seat) => !isPlain(seat))} scene={scene} moved={moved} />
        {between}
        <Unassessed seats={seats.filter(isPlain)} scene={scene} />
      </section>
    </div>
  );
}
