// Times in words: 24-hour, in the system's own time zone. Takes milliseconds or the wire's UTC text.
const formatters = new Map<string, Intl.DateTimeFormat>();

type Moment = number | string;

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options });
    formatters.set(key, found);
  }
  return found;
}

/** The wire carries microseconds, which Date.parse reads to the millisecond. */
export function toMilliseconds(moment: Moment): number {
  return typeof moment === "number" ? moment : Date.parse(moment);
}

export function hourAndMinute(moment: Moment, zone: string): string {
  return formatter(zone, { hour: "2-digit", minute: "2-digit" }).format(toMilliseconds(moment));
}

export function toTheSecond(moment: Moment, zone: string): string {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  return formatter(zone, options).format(toMilliseconds(moment));
}

export function dayAndDate(moment: Moment, zone: string): string {
  const options = { weekday: "short", day: "numeric", month: "short" } as const;
  return formatter(zone, options).format(toMilliseconds(moment)).replace(",", "");
}

/** "14:20"; with its day when that is not the day of `now`: "Sun 11 Jan 23:10"; with its year likewise. */
export function when(moment: Moment, now: Moment, zone: string): string {
  const time = hourAndMinute(moment, zone);
  const day = dayAndDate(moment, zone);
  const year = yearOf(moment, zone);
  if (year !== yearOf(now, zone)) return `${day} ${year} ${time}`;
  return day === dayAndDate(now, zone) ? time : `${day} ${time}`;
}

function yearOf(moment: Moment, zone: string): string {
  return formatter(zone, { year: "numeric" }).format(toMilliseconds(moment));
}

/** In full, with the zone: for the hover and for what is read aloud. */
export function inFull(moment: Moment, zone: string): string {
  const name = formatter(zone, { hour: "2-digit", timeZoneName: "short" })
    .formatToParts(toMilliseconds(moment))
    .find((part) => part.type === "timeZoneName");
  return `${dayAndDate(moment, zone)} ${toTheSecond(moment, zone)} ${name?.value ?? ""} (${zone})`;
}

/** "52 min old", "3 h 05 old", "2 days old". Under a minute and the future are no age. */
export function ageInWords(observed: Moment, now: Moment): string {
  const minutes = Math.floor((toMilliseconds(now) - toMilliseconds(observed)) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 120) return `${minutes} min old`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, "0")} old`;
  return `${Math.floor(hours / 24)} days old`;
}
