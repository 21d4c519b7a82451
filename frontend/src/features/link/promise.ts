// What somebody will do and by when, as it is being said on a phone. Pure.
import { presetsFrom } from "../../ui/commitment";

export interface Promised {
  text: string;
  minutes: number | null; // from the moment of pressing; null: none chosen
}

export const NO_PROMISE: Promised = { text: "", minutes: null };
const USUAL = 30;
const LONGEST = 160;

/** Counted from the press, not from when the page was opened. Words without a time have the usual one. */
export function sentOf({ text, minutes }: Promised, now: number, zone: string) {
  const commitment = text.trim().slice(0, LONGEST) || null;
  const chosen = minutes ?? (commitment ? USUAL : null);
  const preset = presetsFrom(now, zone).find((one) => one.minutes === chosen);
  return { commitment, until: preset?.until ?? null };
}
