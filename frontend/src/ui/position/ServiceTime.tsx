// The service's own time: as at when, where the picture is not live; how fast, where it is not real.
import type { Mode } from "../../api/types";
import type { Truth } from "../../live/truth";
import { Moment } from "../Moment";
import { dayAndDate, hourAndMinute } from "../time";

interface Props {
  mode: Mode;
  zone: string;
  truth: Truth;
  speed: number;
}

export function ServiceTime({ mode, zone, truth, speed }: Props) {
  if (truth.kind === "past") return null; // the page says it above everything else
  const at = truth.kind === "not-live" ? truth.asAt : truth.at;
  return (
    <p className="header__time">
      {truth.kind === "not-live" && "as at "}
      {dayAndDate(at, zone)} <Moment at={at} zone={zone} />
      {mode !== "live" && (
        <span className="header__service-time">
          service time{speed === 1 ? "" : speed === 0 ? ", paused" : ` × ${speed}`}
        </span>
      )}
    </p>
  );
}

/** On paper only: nothing printed is live. */
export function PositionAt({ zone, truth }: { zone: string; truth: Truth }) {
  const cut = truth.kind === "not-live";
  const at = cut ? truth.asAt : truth.at;
  return (
    <p className="header__position">
      Position at {dayAndDate(at, zone)} {hourAndMinute(at, zone)}
      {cut && ", the last that the board knew"}
      {truth.kind === "past" && ", looked back at"}
    </p>
  );
}
