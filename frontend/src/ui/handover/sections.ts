// A handover's pack in the order in which it is read: each section's lines and the words people wrote for it. Pure.
import type { Handover, Item, Words } from "../../api/types";
import { hourAndMinute } from "../time";

/** So many lines of a section are seen at once; the rest is folded. */
export const SEEN_AT_ONCE = 5;

export type SectionKey = "asks" | "worst" | "unseen" | "cards" | "alerts" | "declared" | "seats";

export interface Section {
  key: string; // a part of the pack, or a place's code
  title: string;
  items: readonly Item[];
  words: readonly Words[];
  none: string | null; // what an empty part of the pack means; null: it has no lines of its own
}

export function sectionsOf(handover: Pick<Handover, "pack" | "words" | "hour">, zone: string): Section[] {
  const { pack, words } = handover;
  const then = partOfDay(handover.hour, zone);
  const at = hourAndMinute(pack.at, zone);
  const section = (key: SectionKey, title: string, none: string): Section => {
    return {
      key,
      title,
      none,
      items: pack[key],
      words: words.filter((one) => one.section === key && one.text),
    };
  };
  return [
    section("asks", `What I need you to do ${then}`, "The service knows of nothing that waits for you."),
    section("worst", "Worst", `No organisation was known to be at OPEL 2 or above at ${at}.`),
    section("unseen", "What we cannot see", `Nothing that was due was missing at ${at}.`),
    section("cards", "Open action cards", "No action card is open."),
    section("alerts", "Alerts", "Nobody is being called, and no answer is owed."),
    section("declared", "Declared", "No level is declared."),
    section("seats", `Who is on ${then}`, "No seat is on the rota. Ask the room who is on."),
  ];
}

const OF_THE_PACK = new Set(["asks", "worst", "unseen", "cards", "alerts", "declared", "seats"]);

/** What the places' own people wrote, each under its place's code. */
export function placeWords({ words }: Pick<Handover, "words">): Words[] {
  return words.filter(({ section, text }) => text !== "" && !OF_THE_PACK.has(section));
}

/** The evening's handover is of a night, the morning's of a day. */
export function partOfDay(hour: string, zone: string): "tonight" | "today" {
  const local = Number(hourAndMinute(hour, zone).slice(0, 2));
  return local >= 15 || local < 4 ? "tonight" : "today";
}

export function folded(items: readonly Item[]): { first: readonly Item[]; rest: readonly Item[] } {
  const whole = items.length <= SEEN_AT_ONCE + 1; // one line more costs less than what would open it
  return whole
    ? { first: items, rest: [] }
    : { first: items.slice(0, SEEN_AT_ONCE), rest: items.slice(SEEN_AT_ONCE) };
}
