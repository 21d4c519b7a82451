// Which organisations are shown: the header's counts as filters, and how the address carries them. Pure.

import { unownedIn } from "../../live/unitMatters";
import { isConfirmed } from "../../ui/position/basis";
import { isUnseen } from "../../ui/position/doubt";
import { isOverdue } from "../../ui/position/held";
import { isJudged, type Seat } from "./roster";

export const FILTERS = [
  "at-4",
  "at-3",
  "at-2",
  "at-1",
  "not-seen",
  "unowned",
  "alerts",
  "late",
  "changed",
] as const;

export type Filter = (typeof FILTERS)[number];
export type Shown = ReadonlySet<Filter>; // any of these; none: all

export function shownIn(search: string): Shown {
  const asked = new URLSearchParams(search).get("show")?.split(",") ?? [];
  return new Set(FILTERS.filter((filter) => asked.includes(filter)));
}

/** The same address with other filters; what else it asks for stays. */
export function addressShowing(address: string, shown: Shown): string {
  const [path = "", search = ""] = address.split("?");
  const asked = new URLSearchParams(search);
  asked.delete("show");
  const rest = asked.toString();
  const show = shown.size > 0 ? `show=${FILTERS.filter((filter) => shown.has(filter)).join(",")}` : "";
  const query = [rest, show].filter((part) => part !== "").join("&");
  return query ? `${path}?${query}` : path;
}

export function toggled(shown: Shown, filter: Filter): Shown {
  const next = new Set(shown);
  if (!next.delete(filter)) next.add(filter);
  return next;
}

export function isShown(seat: Seat, shown: Shown, moved: ReadonlySet<string>): boolean {
  return shown.size === 0 || [...shown].some((filter) => meets(filter, seat, moved));
}

export function meets(filter: Filter, { unit, picture, people }: Seat, moved: ReadonlySet<string>): boolean {
  if (filter === "changed") return moved.has(unit.code);
  if (filter === "unowned") return people != null && unownedIn(people) > 0;
  if (filter === "alerts") return people != null && people.alerts.length > 0;
  if (!picture) return filter === "not-seen" && isJudged({ unit, picture });
  if (filter === "late") return hasLateFigures({ unit, picture });
  if (!isConfirmed(picture)) return false;
  if (filter === "not-seen") return isUnseen(picture);
  return picture.assessed && picture.stated && picture.level === LEVELS[filter];
}

const LEVELS: Partial<Record<Filter, number>> = { "at-4": 4, "at-3": 3, "at-2": 2, "at-1": 1 };

function hasLateFigures({ picture }: Seat): boolean {
  if (!picture) return false;
  const figures = picture.assessed ? picture.parameters : Object.values(picture.held);
  return figures.some(isOverdue);
}
