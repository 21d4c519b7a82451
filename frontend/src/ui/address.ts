// The page's address as a value to read, and the one way to change it.
import { useSyncExternalStore } from "react";

const MOVED = "surgeline:moved";

export type Route =
  | { page: "systems" }
  | { page: "board"; code: string; wall: boolean }
  | { page: "nowhere" };

export function routeOf(pathname: string, search: string): Route {
  if (pathname === "/") return { page: "systems" };
  const code = /^\/systems\/([A-Za-z0-9@_-]+)\/?$/.exec(pathname)?.[1];
  if (!code) return { page: "nowhere" };
  return { page: "board", code, wall: new URLSearchParams(search).get("wall") === "1" };
}

export function goTo(address: string, replacing = false): void {
  if (replacing) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  dispatchEvent(new Event(MOVED));
}

export function useAddress(): string {
  return useSyncExternalStore(watch, () => location.pathname + location.search);
}

function watch(moved: () => void): () => void {
  addEventListener("popstate", moved);
  addEventListener(MOVED, moved);
  return () => {
    removeEventListener("popstate", moved);
    removeEventListener(MOVED, moved);
  };
}
