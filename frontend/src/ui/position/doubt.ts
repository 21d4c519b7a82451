// How far a unit's figures can be relied on, in the words of the screen. Pure.
import type { FigureState, Parameter, Picture } from "../../api/types";

const WORDS: Partial<Record<FigureState, (count: number) => string>> = {
  late: (n) => (n === 1 ? "1 figure late" : `${n} figures late`),
  queried: (n) => `${n} queried`,
  few: (n) => `${n} with few patients`,
  unknown: (n) => `${n} unknown to the sender`,
  never_known: (n) => `${n} never received`,
};

const STATES: Record<FigureState, string> = {
  fresh: "fresh",
  not_due: "next not due yet",
  late: "late",
  dead: "too old to rely on",
  few: "too few patients, the last full figure scores",
  queried: "queried, the earlier figure scores",
  unknown: "unknown to the sender",
  never_known: "never received",
  known_gap: "known gap",
  closed: "closed, none due",
  not_applicable: "does not apply here",
};

export function stateInWords(state: FigureState): string {
  return STATES[state];
}

const IN_A_WORD: Partial<Record<FigureState, string>> = {
  few: "few patients",
  queried: "queried",
  unknown: "unknown",
  never_known: "never received",
  known_gap: "known gap",
};

/** Why a figure is not to be relied on, other than its age. Null: its age says it. */
export function doubtInAWord(state: FigureState): string | null {
  return IN_A_WORD[state] ?? null;
}

export function isLate({ state }: Parameter): boolean {
  return state === "late" || state === "dead";
}

const QUIET: readonly FigureState[] = ["fresh", "not_due", "not_applicable", "known_gap", "closed"];

/** Nothing to say of it on the strip. A known gap widens the range without a word: its reason is on record. */
export function isQuiet({ state }: Parameter): boolean {
  return QUIET.includes(state);
}

/** "2 figures late", "1 queried": one phrase for each way of not being sure. Dead figures are late ones. */
export function doubtPhrases(parameters: readonly Parameter[]): string[] {
  const tally = new Map<FigureState, number>();
  for (const parameter of parameters) {
    const state = isLate(parameter) ? "late" : parameter.state;
    tally.set(state, (tally.get(state) ?? 0) + 1);
  }
  return Object.entries(WORDS).flatMap(([state, say]) => {
    const count = tally.get(state as FigureState);
    return count && say ? [say(count)] : [];
  });
}

export function couldBe(picture: Picture): string | null {
  if (!picture.assessed || !picture.stated || picture.level === null) return null;
  return picture.ceiling > picture.level ? `could be ${picture.ceiling}` : null;
}

/** Assessed, but nothing to go by: no level can be said, or no figure is newer than dead. */
export function isUnseen(picture: Picture): boolean {
  if (!picture.assessed) return false;
  if (!picture.stated || picture.level === null) return true;
  const { parameters } = picture;
  return (
    parameters.length > 0 && parameters.every(({ state }) => state === "dead" || state === "never_known")
  );
}
