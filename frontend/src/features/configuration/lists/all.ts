// The lists of a system's text in the order in which the page shows them.
import type { List, Part } from "../entries";
import { assignments } from "./assignments";
import { expectations } from "./expectations";
import { knownGaps } from "./knownGaps";
import { notApplicable } from "./notApplicable";
import { plans } from "./plans";
import { openingHours, serviceStatus } from "./service";
import { triggers } from "./triggers";

export const LISTS: readonly List[] = [
  knownGaps,
  notApplicable,
  serviceStatus,
  openingHours,
  expectations,
  plans,
  assignments,
  triggers,
];

/** As an address names it. */
export function partOf(asked: string | null): Part | null {
  return LISTS.find(({ part }) => part === asked)?.part ?? null;
}
