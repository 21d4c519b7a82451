// What this browser remembers for its reader between visits; in a private window, for as long as the page lives.
import { useCallback, useSyncExternalStore } from "react";

const here = new Map<string, string>();
const readers = new Set<() => void>();

export function recall(key: string): string | null {
  const own = here.get(key);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  here.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // the browser keeps nothing for this site: the page itself does
  }
  for (const reader of readers) reader();
}

export function useStored(key: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => recall(key));
  return [value, useCallback((next: string) => remember(key, next), [key])];
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}
