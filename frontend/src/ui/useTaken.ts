// An answer of the service kept up to date while the page is open. What was last answered stays while it asks again.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Refusal } from "../api/client";
import { type Inquiry, inquire, PAUSE_MS } from "./inquiry";

export interface Taken<T> {
  value: T | null;
  failed: Refusal | null; // of the latest asking
  tryAgain: () => void;
}

/** `take` another: another question. `moved` another: the same one again; null: not while the picture is not live.
 * `pause`: milliseconds between two askings at least. */
export function useTaken<T>(
  take: () => Promise<Answer<T>>,
  moved: string | null,
  pause = PAUSE_MS,
): Taken<T> {
  const [kept, setKept] = useState<{ of: unknown; value: T | null; failed: Refusal | null }>();
  const inquiry = useRef<Inquiry | null>(null);
  const told = useRef(moved);
  useEffect(() => {
    const asked = inquire(
      take,
      (answer) =>
        setKept((before) => {
          if (answer.ok) return { of: take, value: answer.value, failed: null };
          const value = before?.of === take ? before.value : null;
          return { of: take, value, failed: answer.why };
        }),
      pause,
    );
    inquiry.current = asked;
    return asked.stop;
  }, [take, pause]);
  useEffect(() => {
    if (moved !== null && moved !== told.current) inquiry.current?.again();
    told.current = moved;
  }, [moved]);
  const tryAgain = useCallback(() => inquiry.current?.atOnce(), []);
  const own = kept?.of === take ? kept : null;
  return { value: own?.value ?? null, failed: own?.failed ?? null, tryAgain };
}
