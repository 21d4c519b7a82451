// The position in ten seconds: who is at 4, at 3, or not seen, and how sure that is. Pure.
import type { Picture } from "../../api/types";
import { couldBe, doubtPhrases, isUnseen } from "../../ui/position/doubt";
import { isJudged, type Seat, worstFirst } from "./roster";

const MOST_TOLD = 3;

export interface Brief {
  told: Seat[];
  more: number;
  moreAt4: number; // of these
  calm: string | null; // what is said where there is nobody to tell of
  service: Seat[]; // of which somebody has said that they are limited or closed, and that are not told of above
}

/** `figures` false: the reader is shown levels only, and nothing is said of figures. */
export function briefOf(seats: readonly Seat[], figures: boolean): Brief {
  const assessed = worstFirst(seats.filter(isJudged));
  const told = [4, 3, null].flatMap((level) => assessed.filter((seat) => shownLevel(seat) === level));
  const rest = told.slice(MOST_TOLD);
  const above = told.slice(0, MOST_TOLD);
  return {
    told: above,
    service: seats.filter((seat) => isSaidOf(seat) && !above.includes(seat)),
    more: rest.length,
    moreAt4: rest.filter((seat) => shownLevel(seat) === 4).length,
    calm: told.length === 0 ? sayCalm(assessed, figures) : null,
  };
}

/** Outside its hours a service is closed as it should be: that is no news. */
function isSaidOf({ picture }: Seat): boolean {
  return picture?.service != null && picture.service.status !== "open";
}

function shownLevel({ picture }: Seat): number | null {
  return picture && !isUnseen(picture) ? picture.level : null;
}

function sayCalm(assessed: readonly Seat[], figures: boolean): string {
  if (assessed.length === 0) return "No organisation here is assessed.";
  const higher = assessed.flatMap(({ unit, picture }) => {
    const could = picture && couldBe(picture);
    return could ? [`${unit.short} ${could}`] : [];
  });
  const doubts = doubtPhrases(assessed.flatMap(({ picture }) => picture?.parameters ?? []));
  const unsure = [...higher, ...doubts].join(", ");
  if (unsure) return `No site at 3 or 4. Not all is sure: ${unsure}.`;
  return figures ? "No site at 3 or 4. Every figure due has come." : "No site at 3 or 4.";
}

/** How far the level can be relied on: "yes, all fresh", or why not. */
export function howSure(picture: Picture): string {
  const doubts = doubtPhrases(picture.parameters);
  const said = doubts.length > 0 ? `, ${doubts.join(", ")}` : "";
  if (!picture.stated || picture.level === null) {
    return `no, could be ${picture.floor} to ${picture.ceiling}${said}`;
  }
  if (isUnseen(picture)) return `no, every figure is too old${said}`;
  const could = couldBe(picture);
  if (could) return `${could}${said}`;
  if (doubts.length > 0) return `yes, though ${doubts.join(", ")}`;
  if (picture.parameters.some(({ state }) => state === "closed")) return "closed now, figures as they stood";
  const gaps = picture.parameters.filter(({ state }) => state === "known_gap").length;
  if (gaps > 0) return `yes, but for ${gaps} known ${gaps === 1 ? "gap" : "gaps"}`;
  return "yes, all fresh";
}
