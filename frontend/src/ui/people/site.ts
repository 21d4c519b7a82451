// Whom to ring at an organisation: its site manager, at the unit or else at its provider. Pure.
import type { Shift, Unit } from "../../api/types";
import { currentShift, type Matters } from "../../live/matters";

const SITE_SEAT = "site_manager";

export function siteContact({ code, provider }: Unit, matters: Matters, now: number): Shift | null {
  return (
    currentShift(matters, `${SITE_SEAT}@${code}`, now) ??
    currentShift(matters, `${SITE_SEAT}@${provider}`, now)
  );
}
