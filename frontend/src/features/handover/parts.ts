// Which handover a page is about, and what part the reader has in it. Pure.
import type { Handover, Matter, Tree } from "../../api/types";
import { type Matters, openMatters } from "../../live/matters";
import type { Reader } from "../../ui/people/room";

/** The latest hour first. */
export function handoversIn(matters: readonly Matter[]): Handover[] {
  return matters
    .filter((matter) => matter.kind === "handover")
    .sort((a, b) => Date.parse(b.hour) - Date.parse(a.hour) || b.v - a.v);
}

/** The one asked for; without an id the one in hand, else the last. */
export function handoverIn(matters: readonly Matter[], id: string | null): Handover | null {
  const found = handoversIn(matters);
  if (id !== null) return found.find((one) => one.id === id) ?? null;
  return found.find(({ closed_at }) => !closed_at) ?? found[0] ?? null;
}

/** The seats that somebody sits in at a moment. */
export function seatsOf(matters: Matters, person: string, at: number): string[] {
  return openMatters(matters, "shift")
    .filter(
      (shift) =>
        shift.person.id === person && Date.parse(shift.starts_at) <= at && Date.parse(shift.ends_at) > at,
    )
    .map(({ seat }) => seat);
}

export interface Part {
  writes: boolean; // words and plans
  signs: readonly string[]; // seats whose part is theirs to sign
  receives: boolean; // may read back and accept
}

const NONE: Part = { writes: false, signs: [], receives: false };

/** A closed handover is not changed any more. Whether somebody may is for the service to say in the end. */
export function partIn(handover: Handover, reader: Reader | null, matters: Matters, now: number): Part {
  if (!reader || handover.closed_at) return NONE;
  const { from_seat, to_seat, giver, receiver, wanted, hour } = handover;
  const sits = seatsOf(matters, reader.id, now);
  const then = seatsOf(matters, reader.id, Date.parse(hour));
  const gives = giver?.id === reader.id;
  const signs = wanted
    .map(({ seat }) => seat)
    .filter((seat) => sits.includes(seat) || (gives && seat === from_seat));
  return {
    writes: gives || signs.length > 0 || sits.includes(from_seat) || reader.role === "room_lead",
    signs,
    receives: receiver?.id === reader.id || sits.includes(to_seat) || then.includes(to_seat),
  };
}

/** The places whose words the reader writes: those of the seats they sign for. */
export function placesOf(
  signs: readonly string[],
  tree: Pick<Tree, "places">,
): { code: string; name: string }[] {
  const at = new Set(signs.map((seat) => seat.slice(seat.indexOf("@") + 1)));
  return tree.places.filter(({ code }) => at.has(code)).map(({ code, name }) => ({ code, name }));
}

export interface Wanted {
  seat: string;
  title: string;
  by: string | null; // who signed; null: not signed yet
  at: string | null;
  seq: number | null; // of the pack that was signed
}

export function signaturesOf({ wanted, signatures }: Handover): Wanted[] {
  return wanted.map(({ seat, title }) => {
    const signed = signatures.find((one) => one.seat === seat);
    return {
      seat,
      title,
      by: signed?.by.name ?? null,
      at: signed?.at ?? null,
      seq: signed?.seq ?? null,
    };
  });
}
