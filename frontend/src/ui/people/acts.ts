// What people and the service did, told by the matters' own logs: what is news, and what is one piece of it. Pure.
import type { Alert, LogLine, Matter } from "../../api/types";
import type { Matters } from "../../live/matters";

export interface Act {
  key: string;
  at: number; // service time
  matter: Matter;
  line: LogLine;
  others: readonly Matter[]; // to which the same was done at the same moment
}

/** The steps of a chase, receipts and notes are on their own pages: here they would hide what matters. */
const NEWS: Record<Matter["kind"], readonly string[]> = {
  shift: [],
  watch: [],
  episode: [],
  declaration: ["declared", "agreed", "extended", "asked_down", "withdrawn", "expired", "lapsed"],
  alert: ["started", "rung", "answered", "passed_on", "met", "lapsed", "exhausted", "over"],
  card: ["opened", "overdue", "done", "cannot", "to_review"],
  handover: ["signed", "accepted", "superseded"],
  notice: ["told"],
};

/** Alerts whose beginning nothing else tells of: not a change of level, a declaration or a card. */
const ALONE: readonly Alert["cause"][] = [
  "sight_lost",
  "handover_unaccepted",
  "declaration_lapsing",
  "declaration_differs",
];

/** What is told once for all of its kind at a moment: "4 cards opened". */
export const FOLDED: readonly string[] = ["opened", "to_review"];

const MOST_ACTS = 50;

/** The newest first. A snapshot's events are of levels only: what was done is in the matters. */
export function actsOf(matters: Matters): Act[] {
  const found = Object.values(matters).flatMap(newsOf);
  return folded(found.sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1))).slice(0, MOST_ACTS);
}

export function isNews(matter: Matter, did: string): boolean {
  if (!NEWS[matter.kind].includes(did)) return false;
  return matter.kind !== "alert" || did !== "started" || ALONE.includes(matter.cause);
}

function newsOf(matter: Matter): Act[] {
  return matter.log.flatMap((line, n) => {
    if (!isNews(matter, line.did)) return [];
    return [{ key: `${matter.id}:${n}`, at: Date.parse(line.at), matter, line, others: [] }];
  });
}

function folded(acts: readonly Act[]): Act[] {
  const first = new Map<string, Act & { others: Matter[] }>();
  return acts.flatMap((act) => {
    const { matter, line, at } = act;
    if (matter.kind !== "card" || !FOLDED.includes(line.did)) return [act];
    const of = `${line.did} ${matter.unit} ${at}`;
    const before = first.get(of);
    if (before) {
      before.others.push(matter);
      return [];
    }
    const whole = { ...act, others: [] };
    first.set(of, whole);
    return [whole];
  });
}
