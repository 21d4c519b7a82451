// The moment that the gallery's pictures are of, and organisations each with a code of its own. Draws nothing.

import type { Picture, Unit } from "../../src/api/types";
import type { Seat } from "../../src/features/board/roster";
import { namesOf } from "../../src/ui/position/names";
import type { Scene } from "../../src/ui/position/scene";
import { metrics } from "../metrics";
import { siteOf, states } from "../scene";
import { allUnits, tree } from "../tree";

export const NOW = Date.parse("2026-01-12T14:46:00Z");

export function ago(minutes: number): string {
  return new Date(NOW - minutes * 60_000).toISOString().replace("Z", "000Z");
}

export function sceneWith(over: Partial<Scene> = {}): Scene {
  return {
    system: tree.code,
    zone: tree.timezone,
    now: NOW,
    metrics,
    names: namesOf(tree),
    opened: 100,
    looked: null,
    wall: false,
    figures: true,
    blank: false,
    ...over,
  };
}

/** Nine figures of an acute site, in the order of its rules, at about each level. */
export const AT: Record<1 | 2 | 3 | 4, number[]> = {
  1: [12, 85, 70, 50, 1.2, 20, 88, 0.5, 8],
  2: [24, 74, 93, 88, 4.1, 38, 91.6, 1.1, 9.2],
  3: [33, 68, 108, 118, 6.2, 51, 96.4, 4.4, 16.1],
  4: [52, 57, 126, 171, 9.8, 63, 98.6, 4.8, 15.6],
};

type Doubts = Partial<Omit<Parameters<typeof siteOf>[0], "unit">>;

export function site(code: string, level: 1 | 2 | 3 | 4, doubts: Doubts = {}): Picture {
  return siteOf({ unit: code, values: AT[level], since: ago(106), ...doubts });
}

/** An acute site with a code of its own. */
export function acute(code: string, short: string, picture: Picture | null): Seat {
  return { unit: unitLike("RD8-MKH", { code, short }), picture };
}

/** An organisation of the made-up afternoon, as it is there but for what is said. */
export function seatLike(code: string, own: Partial<Unit> = {}, picture?: Partial<Picture>): Seat {
  const held = states()[code] ?? null;
  return { unit: unitLike(code, own), picture: held && { ...held, ...picture } };
}

function unitLike(code: string, own: Partial<Unit>): Unit {
  const unit = allUnits.find((one) => one.code === code);
  if (!unit) throw new Error(`nobody is called ${code}`);
  return { ...unit, ...own };
}
