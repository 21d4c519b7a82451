// The page's address as a value to read, and the one way to change it.
import { useSyncExternalStore } from "react";
import { type RulesAsked, rulesAsked } from "./rulesAddress";

const MOVED = "surgeline:moved";

export type Route =
  | { page: "systems" }
  | { page: "board"; code: string; wall: boolean }
  | { page: "lookback"; code: string; at: string }
  | { page: "hours"; code: string; over: string | null }
  | { page: "rules"; code: string; asked: RulesAsked }
  | ({ page: "configuration"; code: string } & ConfigurationAsked)
  | { page: "organisation"; code: string; unit: string; day: string | null; why: Asked | null }
  | { page: "alert"; code: string; alert: string }
  | { page: "cards"; code: string; unit: string | null; card: string | null }
  | { page: "rota"; code: string }
  | { page: "handover"; code: string; handover: string | null }
  | { page: "link"; token: string }
  | { page: "nowhere" };

/** A list of the system's text, or none; and a version of a pack to put in use. */
export interface ConfigurationAsked {
  part: string | null;
  pack: string | null;
  version: string | null;
}

/** The seq of a change of level, or the newest there is. */
export type Asked = number | "newest";

const BOARD = /^\/systems\/([A-Za-z0-9@_-]+)\/?$/;
const ORGANISATION = /^\/systems\/([A-Za-z0-9@_-]+)\/organisations\/([A-Za-z0-9@_-]+)\/?$/;
const PEOPLE =
  /^\/systems\/([A-Za-z0-9@_-]+)\/(alerts|cards|rota|handover|handovers|hours|rules|configuration)(?:\/([a-z]+-[A-Za-z0-9-]+))?\/?$/;
const LINK = /^\/a\/([A-Za-z0-9._~-]+)\/?$/;

export function routeOf(pathname: string, search: string): Route {
  if (pathname === "/") return { page: "systems" };
  const asked = new URLSearchParams(search);
  const [, system, unit] = ORGANISATION.exec(pathname) ?? [];
  if (system && unit) {
    return { page: "organisation", code: system, unit, day: dayOf(asked), why: seqOf(asked) };
  }
  const token = LINK.exec(pathname)?.[1];
  if (token) return { page: "link", token };
  const code = BOARD.exec(pathname)?.[1];
  return code ? boardRoute(code, asked) : peopleRoute(pathname, asked);
}

/** The board as it is, or as it was at a moment. */
function boardRoute(code: string, asked: URLSearchParams): Route {
  const at = asked.get("at");
  return at === null
    ? { page: "board", code, wall: asked.get("wall") === "1" }
    : { page: "lookback", code, at };
}

/** Alerts, cards, the rota, handovers: `matter` is the one that the address names. */
function peopleRoute(pathname: string, asked: URLSearchParams): Route {
  const [, code, part, matter = null] = PEOPLE.exec(pathname) ?? [];
  if (!code) return { page: "nowhere" };
  if (part === "alerts" && matter !== null) return { page: "alert", code, alert: matter };
  if (part === "handovers" && matter !== null) return { page: "handover", code, handover: matter };
  if (matter !== null) return { page: "nowhere" };
  if (part === "cards") return { page: "cards", code, unit: asked.get("unit"), card: asked.get("card") };
  if (part === "rota") return { page: "rota", code };
  if (part === "hours") return { page: "hours", code, over: asked.get("over") };
  if (part === "rules") return { page: "rules", code, asked: rulesAsked(asked) };
  if (part === "configuration") return { page: "configuration", code, ...configurationAsked(asked) };
  return part === "handover" ? { page: "handover", code, handover: null } : { page: "nowhere" };
}

function configurationAsked(asked: URLSearchParams): ConfigurationAsked {
  return { part: asked.get("part"), pack: asked.get("pack"), version: asked.get("version") };
}

export function boardAddress(code: string): string {
  return `/systems/${code}`;
}

/** The board as it was at a moment; what else the address asks for, as a filter, stays. */
export function pastAddress(code: string, at: number, search = ""): string {
  const asked = new URLSearchParams(search);
  asked.delete("wall");
  asked.set("at", new Date(at).toISOString().replace(/:00\.000Z$/, "Z"));
  return `${boardAddress(code)}?${asked.toString().replaceAll("%3A", ":")}`;
}

/** How long everybody was at each level. `over`: which days; null: as the page has it. */
export function hoursAddress(code: string, over: string | null = null): string {
  return `/systems/${code}/hours${over === null ? "" : `?over=${over}`}`;
}

/** Opened at a list, or at its top. */
export function configurationAddress(code: string, part: string | null = null): string {
  return `/systems/${code}/configuration${part === null ? "" : `?part=${part}`}`;
}

export function alertAddress(code: string, alert: string): string {
  return `/systems/${code}/alerts/${alert}`;
}

/** Of one organisation, or opened at one card; neither: all of them. */
export function cardsAddress(
  code: string,
  { unit = null, card = null }: { unit?: string | null; card?: string | null } = {},
): string {
  const asked = new URLSearchParams();
  if (unit !== null) asked.set("unit", unit);
  if (card !== null) asked.set("card", card);
  const query = asked.toString();
  return `/systems/${code}/cards${query && `?${query}`}`;
}

export function rotaAddress(code: string): string {
  return `/systems/${code}/rota`;
}

/** Without an id: the handover in hand, else the last one. */
export function handoverAddress(code: string, handover: string | null = null): string {
  return handover === null ? `/systems/${code}/handover` : `/systems/${code}/handovers/${handover}`;
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
