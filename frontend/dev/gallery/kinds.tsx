// Strips of organisations that no rules assess: every kind of unit, open, closed, declared, late, cut off.
import type { Picture } from "../../src/api/types";
import { seatLike } from "./made";
import { strip, type Tile } from "./tile";

const NIGHT = Date.parse("2026-01-12T23:46:00Z");

function byHours(shut: boolean, changes_at: string): Partial<Picture> {
  return { service: { status: "open", reason: null, until: null, shut, changes_at } };
}

export const kinds: Tile[] = [
  strip("Ambulance", seatLike("RYC@QHG", { code: "ambulance" })),
  strip("Ambulance, late", seatLike("RYE@QHG", { code: "ambulance-late" })),
  strip("Community, next not due until Monday", seatLike("RV3@MK", { code: "community" })),
  strip("Community, late", seatLike("RYV@BCA", { code: "community-late" })),
  strip("Mental health", seatLike("RV3-MH@MK", { code: "mental-health" })),
  strip("Mental health, one figure late", seatLike("RWK@BCA", { code: "mental-health-late" })),
  strip("Council, with the level it declared", seatLike("MKCC", { code: "council" })),
  strip("Council that has declared nothing", seatLike("CBC", { code: "council-undeclared" })),
  strip("NHS 111", seatLike("111@QHG", { code: "nhs111" })),
  strip(
    "Urgent treatment centre, open",
    seatLike("MKUCS", { code: "utc-open", kind: "utc" }, byHours(false, "2026-01-12T23:00:00Z")),
  ),
  strip(
    "Urgent treatment centre, closed for the night",
    seatLike("MKUCS", { code: "utc-closed", kind: "utc" }, byHours(true, "2026-01-13T08:00:00Z")),
    { now: NIGHT },
  ),
  strip("Not assessed, cut off", seatLike("RYC@QHG", { code: "kinds-cut" }), {}, { board: "board--cut" }),
  strip(
    "Not assessed, blank",
    seatLike("RYC@QHG", { code: "kinds-blank" }),
    { blank: true, figures: false },
    {
      board: "board--cut board--blank",
    },
  ),
];
