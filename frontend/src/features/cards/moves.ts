// What can be done to a card, as a button and as what is sent. The service decides whether it is. Pure.
import type { Card, Deed } from "../../api/types";

type MoveDeed = Extract<Deed, { do: "move_card" }>;
export type Move = MoveDeed["move"];

interface Way {
  move: Move;
  label: string;
  title: string; // of the dialog that asks for words first; "": done at once
  words: "wanted" | "welcome" | "none";
}

const ACT: Record<Move, Way> = {
  accept: { move: "accept", label: "Accept", title: "", words: "none" },
  note: { move: "note", label: "Note", title: "Add a note", words: "wanted" },
  done: { move: "done", label: "Done", title: "This is done", words: "welcome" },
  not_applicable: {
    move: "not_applicable",
    label: "Not applicable",
    title: "This does not apply",
    words: "welcome",
  },
  cannot: { move: "cannot", label: "Cannot", title: "This cannot be done", words: "wanted" },
  hand_on: { move: "hand_on", label: "Hand on", title: "Hand this card on", words: "welcome" },
  reopen: { move: "reopen", label: "Reopen", title: "", words: "none" },
};

const REACHED: Way = { ...ACT.done, label: "Reached: they have it", title: "" };
const NOT_REACHED: Way = { ...ACT.cannot, label: "Could not reach", title: "They could not be reached" };

/** In the order of the buttons; none on a card that is closed. Accepting one's own again says nothing new. */
export function waysFor(card: Card, reader: string): Way[] {
  if (card.closed_at) return [];
  if (card.purpose === "ring") return [REACHED, NOT_REACHED, ACT.note, ACT.hand_on];
  const taken = card.owner?.id === reader;
  const rest = [ACT.note, ACT.done, ACT.not_applicable, ACT.cannot, ACT.hand_on];
  if (card.state === "review") return [ACT.reopen, ACT.done, ACT.not_applicable, ACT.cannot, ACT.note];
  return taken ? rest : [ACT.accept, ...rest];
}

export interface Written {
  text: string;
  seat: string; // "": none chosen
}

const LONGEST = 500;

/** Null: it can be sent. */
export function whatIsMissing({ move, words }: Way, { text, seat }: Written): string | null {
  if (move === "hand_on" && seat === "") return "Choose who takes it";
  if (words === "wanted" && text.trim() === "") {
    return move === "note" ? "Write the note" : "Say why, in a few words: the room reads it";
  }
  const length = text.trim().length;
  return length > LONGEST ? `At most ${LONGEST} characters: this has ${length}` : null;
}

export function moveDeed({ id, v }: Pick<Card, "id" | "v">, move: Move, { text, seat }: Written): MoveDeed {
  return {
    do: "move_card",
    matter: id,
    move,
    text: text.trim() || null,
    seat: move === "hand_on" ? seat : null,
    seen: v,
  };
}

export type { Way };
