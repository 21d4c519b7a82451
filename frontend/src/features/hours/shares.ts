// Seconds at each level → bars, hours in words and totals. Pure.
import type { AtLevels, Bucket, HoursRow } from "../../api/types";

export type Share = keyof AtLevels;

/** From the ground up: the worst stands where bars can be compared. */
export const STACKED: readonly Share[] = ["four", "three", "two", "one", "unstated", "none"];

export const NAMES: Record<Share, string> = {
  four: "OPEL 4",
  three: "OPEL 3",
  two: "OPEL 2",
  one: "OPEL 1",
  unstated: "Not enough figures",
  none: "No level",
};

export const NUMBERS: Record<Share, string> = {
  four: "4",
  three: "3",
  two: "2",
  one: "1",
  unstated: "?",
  none: "",
};

const HOUR = 3600;

/** "5 h", "5.5 h", under an hour "20 min"; nothing for none. */
export function lasted(seconds: number): string {
  if (seconds === 0) return "";
  if (seconds < HOUR) return `${Math.max(1, Math.round(seconds / 60))} min`;
  const hours = Math.round((seconds / HOUR) * 10) / 10;
  return `${hours >= 100 ? Math.round(hours) : hours} h`;
}

export function totalOf(hours: readonly AtLevels[]): AtLevels {
  const sum = (share: Share) => hours.reduce((all, one) => all + one[share], 0);
  return {
    one: sum("one"),
    two: sum("two"),
    three: sum("three"),
    four: sum("four"),
    unstated: sum("unstated"),
    none: sum("none"),
  };
}

/** Whether anything is known of it in all that time. */
export function isKnown({ hours }: HoursRow): boolean {
  const { none, ...known } = totalOf(hours);
  return Object.values(known).some((seconds) => seconds > 0);
}

/** "OPEL 4 for 12 h, OPEL 3 for 40.5 h": what there was of it. */
export function sayTotal(hours: readonly AtLevels[]): string {
  const total = totalOf(hours);
  const parts = STACKED.filter((share) => total[share] > 0).map(
    (share) => `${NAMES[share]} for ${lasted(total[share])}`,
  );
  return parts.join(", ");
}

export interface Part {
  share: Share;
  y: number; // hundredths of the height, from above
  high: number;
}

/** Minutes at OPEL 4 in a week are still seen. */
const SEEN = 4;

/** A bucket's parts, as high as its own length allows: a part of a week is a lower bar. */
export function partsOf(hours: AtLevels, longest: number): Part[] {
  let ground = 100;
  return STACKED.flatMap((share) => {
    const least = share === "four" && hours.four > 0 ? SEEN : 0;
    const high = longest > 0 ? Math.max((100 * hours[share]) / longest, least) : 0;
    ground -= high;
    return high > 0 ? [{ share, y: ground, high }] : [];
  });
}

export function longestOf(buckets: readonly Bucket[]): number {
  return Math.max(0, ...buckets.map(({ seconds }) => seconds));
}
