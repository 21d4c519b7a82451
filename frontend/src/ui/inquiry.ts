// One question asked again as things move: never twice at once, nor oftener than every few seconds. Draws nothing.
import type { Answer } from "../api/client";

export const PAUSE_MS = 3_000;
const LOST_MS = 5_000;
const STOPPED = Number.POSITIVE_INFINITY;

export interface Inquiry {
  again: () => void; // soon
  atOnce: () => void;
  stop: () => void;
}

/** Asks at once; where the service cannot be reached, again by itself. An answer overtaken by a later one is dropped. */
export function inquire<T>(
  take: () => Promise<Answer<T>>,
  tell: (answer: Answer<T>) => void,
  pause = PAUSE_MS,
): Inquiry {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let answered = 0;
  let moved = false;
  let askedAt = 0;

  async function ask(): Promise<void> {
    clearTimeout(waiting);
    moved = false;
    askedAt = Date.now();
    asked += 1;
    const mine = asked;
    const answer = await take();
    if (mine <= answered) return;
    answered = mine;
    tell(answer);
    const lost = !answer.ok && answer.why === "unreachable";
    if (moved || lost) plan(lost);
  }

  function plan(lost = false): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), Math.max(0, askedAt + (lost ? PAUSE_MS : pause) - Date.now()));
  }

  /** What is on its way is waited for, but not for long: the network may have swallowed it. */
  function isAsking(): boolean {
    return answered < asked && Date.now() - askedAt < LOST_MS;
  }

  function again(): void {
    if (isAsking()) moved = true;
    else if (answered !== STOPPED) plan();
  }

  void ask();
  return {
    again,
    atOnce: () => void (isAsking() || answered === STOPPED || ask()),
    stop: () => {
      answered = STOPPED;
      clearTimeout(waiting);
    },
  };
}
