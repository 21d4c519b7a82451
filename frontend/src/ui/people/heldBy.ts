// Who holds the system: who, since when, how it came about, who comes next; or that nobody does. Pure.
import type { Handover, Watch } from "../../api/types";
import { handoverInHand, type Matters, watchOf } from "../../live/matters";
import { hourAndMinute } from "../time";
import { lasting } from "./who";

export interface Holding {
  watch: Watch | null; // null: nobody holds it on record
  unaccepted: { handover: string; words: string } | null;
}

export function holdingOf(matters: Matters, now: number, zone: string): Holding {
  const watch = watchOf(matters);
  const handover = handoverInHand(matters);
  return {
    watch: watch?.person ? watch : null,
    unaccepted: handover && isOverdue(handover, now) ? standingOver(handover, now, zone) : null,
  };
}

function isOverdue({ hour }: Handover, now: number): boolean {
  return Date.parse(hour) <= now;
}

/** "Handover of 20:00 not accepted · 12 min". */
function standingOver({ id, hour }: Handover, now: number, zone: string) {
  const late = lasting(Date.parse(hour), now);
  return { handover: id, words: `Handover of ${hourAndMinute(hour, zone)} not accepted · ${late}` };
}
