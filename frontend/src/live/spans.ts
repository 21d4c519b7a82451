// Which stretches of the journal a board has: what joins up is one seq, what lies beyond a gap waits.
import type { Span } from "./picture";

const MOST_WAITING = 64;

export function covered(seq: number, ahead: readonly Span[], span: Span): { seq: number; ahead: Span[] } {
  const waiting = [...ahead, span].sort((a, b) => a.from - b.from || a.to - b.to);
  const beyond: Span[] = [];
  let reached = seq;
  for (const { from, to } of waiting) {
    if (from <= reached) reached = Math.max(reached, to);
    else join(beyond, { from, to });
  }
  return { seq: reached, ahead: beyond.slice(-MOST_WAITING) };
}

function join(spans: Span[], next: Span): void {
  const last = spans.at(-1);
  if (last && next.from <= last.to)
    spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  else spans.push(next);
}
