// What is wanted of one reader now: an answer, a card, a handover to accept, an agreement, something to see. Pure.
import type { Alert, Card, Handover, Matter } from "../../api/types";
import { currentShift, isOpen, type Matters } from "../../live/matters";
import { alertAddress, cardsAddress, handoverAddress } from "../address";
import { hourAndMinute, when } from "../time";
import { alertTitle, type Clock } from "./alertWords";
import { isForReader } from "./toldWords";

export interface Wanted {
  matter: string;
  words: string;
  to: string | null; // its page
  by: number | null; // by when
}

/** The soonest first; what has no time before all others, since it waits already. */
export function wantedOf(matters: Matters, reader: string, system: string, clock: Clock): Wanted[] {
  return Object.values(matters)
    .filter(isOpen)
    .flatMap((matter) => wantedIn(matter, matters, reader, system, clock))
    .sort((a, b) => (a.by ?? 0) - (b.by ?? 0));
}

function wantedIn(matter: Matter, matters: Matters, reader: string, system: string, clock: Clock): Wanted[] {
  switch (matter.kind) {
    case "alert":
      return ofAlert(matter, reader, system, clock);
    case "card":
      return ofCard(matter, matters, reader, system, clock);
    case "handover": {
      if (matter.state !== "drafting" || !receives(matter, matters, reader)) return [];
      const words = `accept the handover of ${hourAndMinute(matter.hour, clock.zone)}`;
      const to = handoverAddress(system, matter.id);
      return [{ matter: matter.id, words, to, by: Date.parse(matter.hour) }];
    }
    case "notice":
      if (!isForReader(matter.to, reader)) return [];
      return [{ matter: matter.id, words: `say that you have seen: ${matter.text}`, to: null, by: null }];
    default:
      return [];
  }
}

/** Whoever sits in the seat at its hour may accept, whoever was on the rota when it was drafted. */
function receives({ receiver, to_seat, hour }: Handover, matters: Matters, reader: string): boolean {
  const then = currentShift(matters, to_seat, Date.parse(hour))?.person ?? receiver;
  return then?.id === reader;
}

function ofAlert(alert: Alert, reader: string, system: string, { zone, now }: Clock): Wanted[] {
  const to = alertAddress(system, alert.id);
  const { commitment } = alert;
  if (alert.holder?.id === reader) {
    if (!commitment?.commitment || !commitment.until) return [];
    const words = `${commitment.commitment}, by ${when(commitment.until, now, zone)}`;
    return [{ matter: alert.id, words, to, by: Date.parse(commitment.until) }];
  }
  if (alert.state !== "chasing" && alert.state !== "exhausted") return [];
  const called = alert.pages.some(({ person, about }) => person.id === reader && about === "call");
  return called ? [{ matter: alert.id, words: `answer: ${alertTitle(alert)}`, to, by: null }] : [];
}

function ofCard(
  card: Card,
  matters: Matters,
  reader: string,
  system: string,
  { zone, now }: Clock,
): Wanted[] {
  const owner = card.owner ?? currentShift(matters, card.owner_seat, now)?.person;
  if (owner?.id !== reader) return [];
  const by = Date.parse(card.late_at);
  const words = `${card.title}, by ${when(by, now, zone)}${by <= now ? ", late" : ""}`;
  return [{ matter: card.id, words, to: cardsAddress(system, { card: card.id }), by }];
}
