// Where the local hours fall on a stretch of real time, on days of 23 and 25 hours too. Pure.
const QUARTER_S = 900; // zones differ from whole hours by quarters at most

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The seconds at which a local clock in the zone strikes an hour that `every` divides; a repeated hour once. */
export function localHours(from: number, to: number, zone: string, every: number): number[] {
  const struck: number[] = [];
  let before = -1;
  for (let at = Math.ceil(from / QUARTER_S) * QUARTER_S; at <= to; at += QUARTER_S) {
    const [hour, minute] = clockAt(at, zone);
    if (minute !== 0 || hour % every !== 0) continue;
    if (hour !== before || at - (struck.at(-1) ?? 0) > 2 * 3600) struck.push(at);
    before = hour;
  }
  return struck;
}

function clockAt(at: number, zone: string): [number, number] {
  const [hour = 0, minute = 0] = clockOf(zone)
    .format(at * 1000)
    .split(":")
    .map(Number);
  return [hour, minute];
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const found =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  clocks.set(zone, found);
  return found;
}
