// The page's address as a value to read, and the one way to change it.
import { useSyncExternalStore } from "react";

const MOVED = "surgeline:moved";

export type Route =
  | { page: "systems" }
  | { page: "board"; code: string; wall: boolean }
  | { page: "organisation"; code: string; unit: string; day: string | null; why: Asked | null }
  | { page: "nowhere" };

/** The seq of a change of level, or the newest there is. */
export type Asked = number | "newest";

const BOARD = /^\/systems\/([A-Za-z0-9@_-]+)\/?$/;
const ORGANISATION = /^\/systems\/([A-Za-z0-9@_-]+)\/organisations\/([A-Za-z0-9@_-]+)\/?$/;

export function routeOf(pathname: string, search: string): Route {
  if (pathname === "/") return { page: "systems" };
  const asked = new URLSearchParams(search);
  const [, system, unit] = ORGANISATION.exec(pathname) ?? [];
  if (system && unit) {
    return { page: "organisation", code: system, unit, day: dayOf(asked), why: seqOf(asked) };
  }
  const code = BOARD.exec(pathname)?.[1];
  return code ? { page: "board", code, wall: asked.get("wall") === "1" } : { page: "nowhere" };
}

export function boardAddress(code: string): string {
  return `/systems/${code}`;
}

/** One organisation's page: as it is now, on an earlier local day, or opened at why its level changed. */
export function organisationAddress(
  code: string,
  unit: string,
  { day = null, why = null }: { day?: string | null; why?: Asked | null } = {},
): string {
  const asked = new URLSearchParams();
  if (day !== null) asked.set("day", day);
  if (why !== null) asked.set("why", String(why));
  const query = asked.toString();
  return `/systems/${code}/organisations/${unit}${query && `?${query}`}`;
}

function dayOf(asked: URLSearchParams): string | null {
  const day = asked.get("day");
  return day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
}

function seqOf(asked: URLSearchParams): Asked | null {
  const seq = asked.get("why");
  if (seq === "newest") return seq;
  return seq !== null && /^\d{1,15}$/.test(seq) ? Number(seq) : null;
}

let gone = false;

/** Whether the reader has gone from one address to another since the site was loaded. */
export function hasGone(): boolean {
  return gone;
}

export function goTo(address: string, replacing = false): void {
  if (replacing) history.replaceState(null, "", address);
  else {
    history.pushState(null, "", address);
    gone = true;
  }
  dispatchEvent(new Event(MOVED));
}

export function useAddress(): string {
  return useSyncExternalStore(watch, () => location.pathname + location.search);
}

function watch(moved: () => void): () => void {
  function wentBack(): void {
    gone = true;
    moved();
  }
  addEventListener("popstate", wentBack);
  addEventListener(MOVED, moved);
  return () => {
    removeEventListener("popstate", wentBack);
    removeEventListener(MOVED, moved);
  };
}
