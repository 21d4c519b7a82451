// A time as the board writes it: short for the eye, in full on hover and for what is read aloud.
import { hourAndMinute, inFull, toMilliseconds, toTheSecond, when } from "./time";

interface Props {
  at: number | string;
  zone: string;
  now?: number; // given: the day is named when it is another
  seconds?: boolean;
}

export function Moment({ at, zone, now, seconds = false }: Props) {
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
}
