// Whether the picture may be believed now, and if not since when and why. Pure.
import { serviceTime } from "./clock";
import type { Live } from "./picture";

/** With the tick of a second, figures are grey within ten. */
export const SILENCE_MS = 8_500;
/** What was true longer ago than this is not shown at all, grey or not. */
export const BLANK_MS = 10 * 60_000;
const CATCHING_UP_MS = 2_000;

export type Why = "closed" | "silent" | "unsure" | "behind";

export type Truth =
  | { kind: "live"; at: number }
  | { kind: "connecting"; at: number }
  | { kind: "past"; at: number } // as it stood then: never of a live picture
  | { kind: "not-live"; asAt: number; why: Why; reason: string; blank: boolean };

const REASONS: Record<Why, string> = {
  closed: "The connection is lost. The board is trying again.",
  silent: "Nothing has been heard from the service for several seconds. The board is trying again.",
  unsure: "The service says that it cannot vouch for the picture",
  behind: "Waiting for the service to confirm that the picture is whole.",
};

/** `at` and `asAt` are service times. Null: there is no picture at all yet. */
export function truthOf(live: Live): Truth | null {
  if (!live.clock || live.trueAt === null) return null;
  const why = doubtOf(live);
  if (why === null) {
    const at = serviceTime(live.clock, live.real);
    return { kind: live.link === "connecting" ? "connecting" : "live", at };
  }
  const reason = why === "unsure" && live.unsure ? `${REASONS.unsure}: ${live.unsure}.` : REASONS[why];
  const blank = live.real - (live.trueReal ?? 0) > BLANK_MS;
  return { kind: "not-live", asAt: live.trueAt, why, reason, blank };
}

function doubtOf(live: Live): Why | null {
  if (live.link === "closed") return "closed";
  if (live.unsure !== null) return "unsure";
  if (live.vouched === null) return "behind";
  if (live.real - live.vouched > SILENCE_MS) return live.real - live.heard > SILENCE_MS ? "silent" : "behind";
  if (live.gapSince !== null && live.real - live.gapSince > CATCHING_UP_MS) return "behind";
  return null;
}
