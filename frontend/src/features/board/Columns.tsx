// The places side by side, each with its level, its worst organisation and its strips in their fixed order.
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { BodyDeclared } from "../../ui/people/BodyDeclared";
import { BodyDeeds } from "../../ui/people/BodyDeeds";
import { AsAt } from "../../ui/position/AsAt";
import { couldBe } from "../../ui/position/doubt";
import { LevelWords } from "../../ui/position/LevelWords";
import type { Scene } from "../../ui/position/scene";
import { PlacePillars } from "./PillarLevels";
import { ACROSS, type Column, isPlain, type Seat } from "./roster";
import { Strip } from "./Strip";
import { StripLink } from "./StripLink";
import { Unassessed } from "./Unassessed";

export interface Marked {
  scene: Scene;
  moved: ReadonlySet<string>; // whose level has moved since the reader last looked
}

/** A column that is filtered down to nobody says so; its heading stays. */
export function Columns({ columns, scene, moved }: { columns: Column[] } & Marked) {
  return (
    <div className="columns">
      {columns.map((column) => (
        <section className="column" key={column.code} aria-labelledby={`place-${column.code}`}>
          <PlaceHeading {...{ column, scene }} />
          {column.seats.length === 0 && <p className="column__none">none here</p>}
          <Strips seats={column.seats.filter((seat) => !isPlain(seat))} scene={scene} moved={moved} />
          {!scene.wall && <Unassessed seats={column.seats.filter(isPlain)} scene={scene} />}
        </section>
      ))}
    </div>
  );
}

export function Strips({ seats, scene, moved }: { seats: readonly Seat[] } & Marked) {
  if (seats.length === 0) return null;
  return (
    <ul className="strips">
      {seats.map(({ unit, picture, people = null }) => (
        <Strip key={unit.code} {...{ unit, picture, people, scene }} moved={moved.has(unit.code)} />
      ))}
    </ul>
  );
}

interface HeadingProps {
  column: Column;
  scene: Scene;
}

export function PlaceHeading({ column: { code, name, picture, pillars = [] }, scene }: HeadingProps) {
  const could = picture && couldBe(picture);
  return (
    <div className="place">
      {code !== ACROSS && <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} hollow={scene.blank} />}
      <div>
        <h2 className="place__name" id={`place-${code}`}>
          {name}
        </h2>
        {code !== ACROSS && (
          <p className="place__level">
            <LevelWords picture={picture} />
            <AsAt scene={scene} />
            {could && ` · ${could}`}
            <BodyDeclared {...{ code, picture, scene }} />
            {picture?.worst && (
              <>
                {" "}
                · worst: <StripLink code={picture.worst} scene={scene} />
              </>
            )}
          </p>
        )}
        {!scene.wall && <PlacePillars {...{ pillars, scene }} />}
      </div>
      {code !== ACROSS && <BodyDeeds {...{ code, name, picture, scene }} />}
    </div>
  );
}
