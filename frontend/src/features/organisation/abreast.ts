// Whether a provider's own figures, which are fetched, are as true as the live picture that tells of them. Pure.
import { BLANK_MS, type Truth } from "../../live/truth";

/** Until then they are being fetched, as they should be. */
export const FETCHING_MS = 2_000;

/** When what is shown was last as new as anything known of. */
export interface Abreast {
  service: number;
  real: number;
}

/** `shown` and `known`: the `v` of the picture on the page, and of the live one. While that is not live nobody knows. */
export function abreastOf(
  before: Abreast | null,
  truth: Truth,
  real: number,
  { shown, known }: { shown: number; known: number },
): Abreast {
  if (before && shown < known) return before;
  if (truth.kind === "not-live") return { service: truth.asAt, real: before?.real ?? real };
  return { service: truth.at, real };
}

/** Not live where newer figures have been known of for too long, and then as at when they were not. */
export function ownTruth(truth: Truth, abreast: Abreast, real: number): Truth {
  const behind = real - abreast.real;
  if (behind <= FETCHING_MS) return truth;
  const blank = behind > BLANK_MS;
  if (truth.kind === "not-live") {
    return { ...truth, asAt: Math.min(truth.asAt, abreast.service), blank: truth.blank || blank };
  }
  const reason = "Newer figures have come in, and are being fetched.";
  return { kind: "not-live", asAt: abreast.service, why: "behind", reason, blank };
}
