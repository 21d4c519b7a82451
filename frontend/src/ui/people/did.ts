// What a line of a matter's log says in words. A word this board does not know is shown as it came. Pure.
import type { LogLine, Matter } from "../../api/types";

type Said = Readonly<Record<string, string>>;

const CARRIED: Said = {
  handed_over: "passed to the carrier",
  delivered: "delivered",
  failed: "could not be delivered",
  not_sent: "was not sent",
};

const DID: Record<Matter["kind"], Said> = {
  shift: {
    added: "put on the rota",
    taken_off: "taken off the rota",
    relieved: "relieved",
    ended: "ended",
    over: "over",
  },
  watch: { by_rota: "held by the rota", taken_over: "taken over", accepted: "accepted" },
  episode: { began: "began", resumed: "resumed", ended: "ended" },
  declaration: {
    declared: "declared",
    agreed: "agreed",
    extended: "extended",
    lapsing: "about to lapse",
    asked_down: "stepping down asked for",
    withdrawn: "withdrawn",
    replaced: "replaced by a new one",
    expired: "ended at its time",
    lapsed: "lapsed",
  },
  alert: {
    started: "began",
    called: "calling began",
    paged: "called",
    passed_over: "step passed over",
    skipped: "step skipped",
    awaiting: "waiting before the next step",
    not_again: "not called again",
    repeated: "nobody answered, called again from the start",
    still_apart: "a level has moved, still as far apart",
    hurried: "next step taken at once",
    confirmed: "another reading bears it out",
    doubted: "another reading does not bear it out",
    answered: "“I have it”",
    passed_on: "passed on",
    met: "done as promised",
    lapsed: "nothing moved in time, calling again",
    rung: "rung by hand",
    exhausted: "nobody answered, nobody is left to call",
    over: "over",
    ...CARRIED,
  },
  card: {
    opened: "opened",
    also: "wanted by another too",
    accepted: "taken",
    noted: "noted",
    handed_on: "handed on",
    done: "done",
    not_applicable: "does not apply",
    cannot: "cannot be done",
    reopened: "opened again",
    overdue: "overdue",
    to_review: "to be reviewed",
    resumed: "wanted again",
    withdrawn: "withdrawn",
  },
  handover: {
    drafted: "drafted",
    worded: "words written",
    planned: "plan written",
    signed: "signed",
    refreshed: "brought up to date",
    unaccepted: "not accepted at its hour",
    accepted: "accepted",
    superseded: "never accepted, given way to the next",
  },
  notice: { told: "told", seen: "seen", put_away: "put away", ...CARRIED },
};

/** "taken by J Okoro"; the service's own doings name nobody. */
export function didInWords(kind: Matter["kind"], { did, name }: Pick<LogLine, "did" | "name">): string {
  const words = DID[kind][did] ?? did.replaceAll("_", " ");
  return name ? `${words} by ${name}` : words;
}
