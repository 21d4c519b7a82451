// The figures that carry most points, with where they are going; then those that cannot be relied on.
import type { Parameter, Picture } from "../../api/types";
import { isWorsening, travel, withUnit } from "../figure";
import { Age } from "./Age";
import { Arrow } from "./Arrow";
import { doubtfulOf, driversOf } from "./drivers";
import { Short } from "./Short";
import type { Scene } from "./scene";

const MOST_DOUBTFUL = 3;

export function Drivers({ picture, scene }: { picture: Picture; scene: Scene }) {
  const drivers = driversOf(picture);
  const doubtful = doubtfulOf(picture, drivers);
  const more = doubtful.length - MOST_DOUBTFUL;
  return (
    <>
      {drivers.length > 0 && (
        <ul className="drivers">
          {drivers.map((parameter) => (
            <li key={parameter.id}>
              <Driver {...{ parameter, picture, scene }} />
            </li>
          ))}
        </ul>
      )}
      {doubtful.length > 0 && (
        <ul className="drivers drivers--doubtful">
          {doubtful.slice(0, MOST_DOUBTFUL).map((parameter) => (
            <li key={parameter.id}>
              <Driver {...{ parameter, picture, scene }} />
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </>
  );
}

interface DriverProps {
  parameter: Parameter;
  picture: Picture;
  scene: Scene;
}

function Driver({ parameter, picture, scene }: DriverProps) {
  const metric = scene.metrics[parameter.metric];
  const direction = travel(parameter.value, picture.held[parameter.metric]?.was);
  const worse = isWorsening(direction, metric);
  return (
    <>
      <Short short={metric?.short ?? parameter.metric} title={metric?.title} />{" "}
      {parameter.value !== null && (
        <span className={`figure figure--${parameter.state}`}>{withUnit(parameter.value, metric)}</span>
      )}
      <Arrow travel={direction} worse={worse} />
      <Age {...{ parameter, scene }} />
    </>
  );
}
