// What a level rests on: rules that somebody confirmed, rules on trial, or somebody's word. Pure.
import type { Picture } from "../../api/types";

type Basis = Pick<Picture, "assessed" | "provenance" | "reads">;

/** Its level counts: in overall levels, in the counts of sites, in calls. */
export function isConfirmed(picture: Basis): boolean {
  return picture.assessed && !isOnTrial(picture) && !isSaid(picture);
}

/** Judged by rules that nobody has confirmed. */
export function isOnTrial({ assessed, provenance, reads }: Basis): boolean {
  return assessed && provenance === "unverified" && reads !== "declared";
}

/** Its level is what somebody declares, on a scale of its own. */
export function isSaid({ assessed, reads }: Basis): boolean {
  return assessed && reads === "declared";
}
