// Acts on keys pressed anywhere on the page. Single-key shortcuts can be switched off, and stay so.
import { useEffect, useRef } from "react";
import { keyMeant, pressOf } from "./keys";
import { useStored } from "./stored";

export type Deeds = Readonly<Record<string, () => void>>;

const KEPT = "surgeline:single-keys";

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [kept, keep] = useStored(KEPT);
  return [kept !== "off", (on) => keep(on ? "on" : "off")];
}

export function useKeys(deeds: Deeds): void {
  const [on] = useSingleKeys();
  const current = useRef({ deeds, on });
  current.current = { deeds, on };
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.defaultPrevented) return;
      const key = keyMeant(pressOf(event), current.current.on);
      const deed = key === null ? undefined : current.current.deeds[key];
      if (!deed) return;
      event.preventDefault();
      deed();
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
