// Who was told of an organisation, and what came back: "MKUH executive 03:12 yes · SCAS no". Pure.
import type { Alert, Page, Recipient, Told } from "../../api/types";
import type { UnitMatters } from "../../live/unitMatters";
import { when } from "../time";
import type { Clock } from "./alertWords";

export interface ToldPerson {
  key: string;
  who: string; // the seat's title, or the name
  at: string; // when they were told
  answer: "yes" | "passed on" | "no answer" | "not reached" | "seen" | "not seen" | "nobody there";
  answeredAt: string | null;
}

/** One line a person, by the alert's pages: the first call and what they said last. */
export function toldOf({ pages, replies, holder }: Alert): ToldPerson[] {
  const calls = pages.filter(({ about }) => about === "call");
  const people = [...new Map(calls.map((page) => [page.person.id, page])).keys()];
  return people.flatMap((id) => {
    const own = calls.filter(({ person }) => person.id === id);
    const [first] = own;
    if (!first) return [];
    const reply = replies.findLast((one) => one.by.id === id);
    const has = holder?.id === id || reply?.said === "have" || reply?.said === "met";
    return {
      key: id,
      who: first.seat_title,
      at: first.at,
      answer: has ? "yes" : reply?.said === "pass_on" ? "passed on" : unanswered(own),
      answeredAt: reply?.at ?? null,
    };
  });
}

function unanswered(pages: readonly Page[]): "no answer" | "not reached" {
  return pages.every(({ state }) => state === "failed" || state === "not_sent") ? "not reached" : "no answer";
}

export function seenOf({ to, opened_at }: Told): ToldPerson[] {
  return to.map((one) => ({
    key: one.seat,
    who: one.title,
    at: opened_at,
    answer: one.seen_at ? "seen" : one.person ? "not seen" : "nobody there",
    answeredAt: one.seen_at ?? null,
  }));
}

/** "executive 03:12 yes". */
export function toldInWords({ who, at, answer, answeredAt }: ToldPerson, { zone, now }: Clock): string {
  if (answer === "nobody there") return `${who}: nobody there`;
  return `${who} ${when(answeredAt ?? at, now, zone)} ${answer}`;
}

const MOST = 3;

/** The latest of those told of one organisation, alerts before notices, and how many more there are. */
export function toldLine({ alerts, notices }: UnitMatters, clock: Clock): string {
  const told = [...alerts.flatMap(toldOf), ...notices.slice(0, 1).flatMap(seenOf)];
  const said = told.slice(0, MOST).map((one) => toldInWords(one, clock));
  const more = told.length - said.length;
  return [...said, ...(more > 0 ? [`and ${more} more`] : [])].join(" · ");
}

/** "seen by 2 of 5": who has nobody in the seat counts as not seen. */
export function seenCount({ to }: Pick<Told, "to">): string {
  return `seen by ${to.filter(({ seen_at }) => seen_at).length} of ${to.length}`;
}

export function isForReader(to: readonly Recipient[], reader: string): boolean {
  return to.some(({ person, seen_at }) => person?.id === reader && !seen_at);
}
