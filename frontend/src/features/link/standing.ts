// Where the one reader of an alert stands in it: what there is to press follows from that. Pure.
import type { Alert, Person, Reply } from "../../api/types";

export type Standing =
  | { kind: "over"; at: string; why: string | null }
  | { kind: "mine"; since: string; commitment: Reply | null }
  | { kind: "theirs"; holder: Person; since: string | null; commitment: Reply | null }
  | { kind: "open"; passedOn: string | null; exhausted: boolean };

export function standingOf(
  { closed_at, log, holder, replies, commitment, state }: Alert,
  reader: string,
): Standing {
  if (closed_at) return { kind: "over", at: closed_at, why: log.at(-1)?.text ?? null };
  const own = replies.findLast(({ by }) => by.id === reader);
  if (holder) {
    const took = replies.find(({ by, said }) => by.id === holder.id && said === "have");
    const since = took?.at ?? null;
    const promised = commitment ?? null;
    if (holder.id === reader) return { kind: "mine", since: since ?? own?.at ?? "", commitment: promised };
    return { kind: "theirs", holder, since, commitment: promised };
  }
  return {
    kind: "open",
    passedOn: own?.said === "pass_on" ? own.at : null,
    exhausted: state === "exhausted",
  };
}

/** The last word of the reader's own that still says something beside how it stands. */
export function metAt({ replies, commitment }: Alert, reader: string): string | null {
  const last = replies.findLast(({ by }) => by.id === reader);
  return last?.said === "met" && !commitment ? last.at : null;
}
