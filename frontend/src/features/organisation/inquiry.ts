// One question asked again as things move: never twice at once, nor oftener than every few seconds. Draws nothing.
import type { Answer } from "../../api/client";

const PAUSE_MS = 3_000;

export interface Inquiry {
  again: () => void; // soon
  atOnce: () => void;
  stop: () => void;
}

/** Asks at once; where the service cannot be reached, again by itself. */
export function inquire<T>(take: () => Promise<Answer<T>>, tell: (answer: Answer<T>) => void): Inquiry {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let moved = false;
  let stopped = false;
  let askedAt = 0;

  async function ask(): Promise<void> {
    clearTimeout(waiting);
    asking = true;
    moved = false;
    askedAt = Date.now();
    const answer = await take();
    asking = false;
    if (stopped) return;
    tell(answer);
    if (moved || (!answer.ok && answer.why === "unreachable")) plan();
  }

  function plan(): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), Math.max(0, askedAt + PAUSE_MS - Date.now()));
  }

  function again(): void {
    if (asking) moved = true;
    else if (!stopped) plan();
  }

  void ask();
  return {
    again,
    atOnce: () => void (asking || stopped || ask()),
    stop: () => {
      stopped = true;
      clearTimeout(waiting);
    },
  };
}
