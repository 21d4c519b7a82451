// Who is shown in which order, kept still while the reader's pointer or focus is among them.
import { useCallback, useEffect, useRef, useState } from "react";
import { type Arrangement, type Kept, keptStill } from "./order";

export interface Arranged extends Kept {
  list: (element: HTMLElement | null) => void; // to be given the element that holds them
  letGo: () => void;
}

export function useArrangement(next: Arrangement): Arranged {
  const [element, list] = useState<HTMLElement | null>(null);
  const [held, letGo] = useHeld(element);
  const before = useRef<Arrangement | null>(null);
  const kept = keptStill(before.current, next, held);
  useEffect(() => {
    before.current = kept.arrangement;
  });
  return { ...kept, list, letGo };
}

/** Whether the pointer is over it, or the focus is in it. A touch holds nothing once the finger is lifted. */
function useHeld(element: HTMLElement | null): [boolean, () => void] {
  const [over, setOver] = useState(false);
  const [within, setWithin] = useState(false);
  const letGo = useCallback(() => {
    setOver(false);
    setWithin(false);
  }, []);
  useEffect(() => {
    letGo();
    if (!element) return;
    const heard: [string, (event: Event) => void][] = [
      ["pointerenter", () => setOver(true)],
      ["pointerleave", () => setOver(false)],
      ["focusin", () => setWithin(true)],
      ["focusout", (event) => setWithin(staysWithin(element, event))],
    ];
    for (const [name, hear] of heard) element.addEventListener(name, hear);
    return () => {
      for (const [name, hear] of heard) element.removeEventListener(name, hear);
    };
  }, [element, letGo]);
  return [over || within, letGo];
}

function staysWithin(element: HTMLElement, event: Event): boolean {
  return (
    event instanceof FocusEvent &&
    event.relatedTarget instanceof Node &&
    element.contains(event.relatedTarget)
  );
}
