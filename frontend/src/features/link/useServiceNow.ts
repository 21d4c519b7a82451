// The service's time as a phone can tell it, from the latest answer on.
import { useEffect, useState } from "react";
import type { Opened } from "../../api/types";

const TICK_MS = 15_000;

/** `at`: real, when the answer came. To the quarter minute. */
export function useServiceNow({ now }: Opened, at: number): number {
  const [real, setReal] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setReal(Date.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return Date.parse(now) + Math.max(0, real - at);
}
