// Brings a part of the board before its reader: scrolled to, and with the focus on it.
import { createContext, use } from "react";
import { openStrip } from "./opened";

export interface Reach {
  has: (code: string) => boolean; // an organisation with a strip or a row of its own
  goTo: (code: string) => void;
}

export const ReachContext = createContext<Reach>({ has: () => false, goTo: () => {} });

export function useReach(): Reach {
  return use(ReachContext);
}

export function openerId(code: string): string {
  return `strip-${code}`;
}

/** Opens an organisation's strip and goes to it, once it has been drawn. */
export function goToStrip(code: string): void {
  openStrip(code);
  afterDrawing(() => document.getElementById(openerId(code))?.focus());
}

export function goToPart(id: string): void {
  document.getElementById(id)?.focus();
}

/** To the next strip on the page, or the one before; from anywhere else to the first, or the last. */
export function stepStrips(by: 1 | -1): void {
  const openers = [...document.querySelectorAll<HTMLElement>(".strip__open")];
  const at = openers.findIndex((opener) => opener.closest("li")?.contains(document.activeElement));
  const next = at === -1 ? (by === 1 ? 0 : openers.length - 1) : at + by;
  openers[next]?.focus();
}

function afterDrawing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
