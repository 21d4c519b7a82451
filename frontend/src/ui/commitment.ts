// By when something will be done: a few times from now, said so that midnight and a change of clocks mislead nobody. Pure.
import { inFull, when } from "./time";
import { offsetAt } from "./zoned";

const MINUTE_MS = 60_000;
export const STEPS = [15, 30, 60] as const;

export interface Preset {
  minutes: number;
  until: string; // the wire's text
  by: string; // "15:15", "Tue 13 Jan 00:10", "01:20 GMT"
}

/** Each on the whole minute, and never sooner than it says. */
export function presetsFrom(now: number, zone: string): Preset[] {
  return STEPS.map((minutes) => {
    const until = Math.ceil((now + minutes * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
    return { minutes, until: new Date(until).toISOString(), by: byInWords(until, now, zone) };
  });
}

/** With the day where it is another than now's; with the zone's name where clocks change in between. */
export function byInWords(until: number, now: number, zone: string): string {
  const said = when(until, now, zone);
  return offsetAt(until, zone) === offsetAt(now, zone) ? said : `${said} ${zoneName(until, zone)}`;
}

function zoneName(moment: number, zone: string): string {
  return / (\S+) \([^)]*\)$/.exec(inFull(moment, zone))?.[1] ?? "";
}
