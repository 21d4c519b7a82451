// What is known of a link and of what was pressed on it: opened, refused, sent, or kept because nothing could be sent. Pure.
import type { Answer } from "../../api/client";
import type { LinkDeed, Mode, Opened } from "../../api/types";

export type Closed = "forged" | "expired";

export interface LinkState {
  opened: Opened | null; // the newest answer, kept when a later asking fails
  at: number; // real: when that came
  closed: { why: Closed; detail: string } | null;
  lost: boolean; // the latest asking was not answered
  sending: LinkDeed | null;
  kept: LinkDeed | null; // pressed, and not sent: nobody else knows of it
  problem: string | null; // the service's words on why a press was not taken
}

export const nothingYet: LinkState = {
  opened: null,
  at: 0,
  closed: null,
  lost: false,
  sending: null,
  kept: null,
  problem: null,
};

export type Happening =
  | { kind: "looked"; answer: Answer<Opened>; real: number }
  | { kind: "pressed"; deed: LinkDeed }
  | { kind: "answered"; answer: Answer<Opened>; real: number };

export function onward(state: LinkState, happening: Happening): LinkState {
  switch (happening.kind) {
    case "pressed":
      return { ...state, sending: happening.deed, kept: null, problem: null };
    case "looked":
      if (happening.answer.ok) return opened(state, happening.answer.value, happening.real);
      return refusedToShow(state, happening.answer);
    case "answered":
      if (happening.answer.ok) {
        return { ...opened(state, happening.answer.value, happening.real), sending: null, kept: null };
      }
      return refusedToTake(state, happening.answer);
  }
}

function opened(state: LinkState, value: Opened, real: number): LinkState {
  const older = state.opened !== null && value.matter.v < state.opened.matter.v;
  return { ...state, closed: null, lost: false, ...(!older && { opened: value, at: real }) };
}

type Refused = Answer<Opened> & { ok: false };

function refusedToShow(state: LinkState, answer: Refused): LinkState {
  const closed = closedBy(answer);
  return closed ? { ...state, closed, lost: false } : { ...state, lost: true };
}

/** What was pressed is kept where it may not have come to anybody. */
function refusedToTake(state: LinkState, answer: Refused): LinkState {
  const sent = { ...state, sending: null };
  const closed = closedBy(answer);
  if (closed) return { ...sent, closed };
  if (answer.why === "unreachable") return { ...sent, kept: state.sending, lost: true };
  return { ...sent, problem: answer.detail || "The service did not take this. Ring the room." };
}

function closedBy({ status, detail }: Refused): LinkState["closed"] {
  if (status === 404) return { why: "forged", detail };
  return status === 410 ? { why: "expired", detail } : null;
}

const SAID = { have: "I have it", pass_on: "Pass on", met: "Done" } as const;

/** The words on the button that was pressed. */
export function pressedInWords(deed: LinkDeed): string {
  if (deed.do === "answer_alert") return SAID[deed.said];
  return deed.do === "accept_handover" ? "Accept" : "I have seen it";
}

/** A mode that this page does not know is no live one. */
export function modeOf({ mode }: Opened): Mode {
  return mode === "live" || mode === "simulated" ? mode : "exercise";
}
