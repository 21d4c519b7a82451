// Asks the service whether it can be reached at all, and how long that took. Fetches no figures.
const KNOCK_MS = 2_000;

/** Milliseconds to the answer; null: none came. */
export async function knock(): Promise<number | null> {
  const begun = performance.now();
  try {
    const answer = await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(KNOCK_MS) });
    return answer.ok ? performance.now() - begun : null;
  } catch {
    return null;
  }
}

/** A network that came back answers a knock at once, while what was sent into the silence may wait for long.
 * `hurried`: how often since the last socket that opened. Each time there is twice the patience, so that a slow
 * network or a service with much to do is not asked again and again for what it is about to answer. */
export function isForlorn(waited: number, knockTook: number, hurried: number): boolean {
  return waited > (500 + 3 * knockTook) * 2 ** hurried;
}
