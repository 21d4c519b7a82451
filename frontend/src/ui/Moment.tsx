// A time as the board writes it: short for the eye, in full on hover and for what is read aloud.
import { memo } from "react";
import { hourAndMinute, inFull, toMilliseconds, toTheSecond, when } from "./time";

interface Props {
  at: number | string;
  zone: string;
  now?: number; // given: the day is named when it is another
  seconds?: boolean;
}

/** Formatting is most of what a strip costs to draw, and a time seldom changes. */
export const Moment = memo(function Moment({ at, zone, now, seconds = false }: Props) {
  const short = seconds
    ? toTheSecond(at, zone)
    : now === undefined
      ? hourAndMinute(at, zone)
      : when(at, now, zone);
  return (
    <time dateTime={new Date(toMilliseconds(at)).toISOString()} title={inFull(at, zone)}>
      {short}
    </time>
  );
});
