// Which strips are open, for as long as the page lives: turning a phone or signing in again closes none.
import { useCallback, useSyncExternalStore } from "react";

const opened = new Set<string>();
const readers = new Set<() => void>();

export function useOpened(code: string): { open: boolean; toggle: () => void } {
  const open = useSyncExternalStore(subscribe, () => opened.has(code));
  const toggle = useCallback(() => {
    if (!opened.delete(code)) opened.add(code);
    tell();
  }, [code]);
  return { open, toggle };
}

export function openStrip(code: string): void {
  opened.add(code);
  tell();
}

function tell(): void {
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}
