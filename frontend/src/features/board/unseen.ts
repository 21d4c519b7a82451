// What the room cannot see, by organisation: which figures, why, since when; the worst first. Pure.
import type { FigureState, HeldFigure, Metric, Parameter } from "../../api/types";
import { isJudged, type Seat } from "./roster";

export type Blindness = "level" | "dead" | "late" | "queried" | "few" | "unknown";

export interface Hidden {
  how: Blindness;
  figures: string[]; // their short names; none where it is the level that cannot be said
  since: string | null; // late: when the figure was due; else when it was last relied on or last sent
}

export interface Unseen {
  seat: Seat;
  hidden: Hidden[];
}

const WORST_FIRST: readonly Blindness[] = ["level", "dead", "late", "queried", "few", "unknown"];

const BLIND: Partial<Record<FigureState, Blindness>> = {
  dead: "dead",
  never_known: "unknown",
  late: "late",
  queried: "queried",
  few: "few",
  unknown: "unknown",
};

interface Figure {
  name: string;
  how: Blindness;
  since: string | null;
}

/** Those of whom something is not seen. A known gap is none: its reason is on record. */
export function unseenOf(seats: readonly Seat[], metrics: Record<string, Metric>): Unseen[] {
  return seats
    .map((seat) => ({ seat, hidden: hiddenOf(seat, metrics) }))
    .filter(({ hidden }) => hidden.length > 0)
    .sort((a, b) => badness(a) - badness(b));
}

/** Nobody has ever sent anything of these: whether any figure is expected, the board is not told. Where it is not
 * told figures either, only those are known that would have a level. */
export function neverHeard(seats: readonly Seat[], figures: boolean): Seat[] {
  if (!figures) return seats.filter((seat) => !seat.picture && isJudged(seat));
  return seats.filter(
    ({ picture }) => !picture || (!picture.assessed && Object.keys(picture.held).length === 0),
  );
}

function hiddenOf({ picture }: Seat, metrics: Record<string, Metric>): Hidden[] {
  if (!picture) return [];
  const figures = picture.assessed
    ? picture.parameters.flatMap((parameter) => ofParameter(parameter, picture.held, metrics))
    : Object.entries(picture.held).flatMap(([id, held]) => ofHeld(id, held, metrics));
  const grouped = WORST_FIRST.flatMap((how) => {
    const own = figures.filter((figure) => figure.how === how);
    return own.length === 0 ? [] : [{ how, figures: own.map(({ name }) => name), since: earliest(own) }];
  });
  const stated = picture.stated && picture.level !== null;
  if (!picture.assessed || stated) return grouped;
  return [{ how: "level", figures: [], since: null }, ...grouped];
}

function ofParameter(
  { metric, state, observed_at, due_at }: Parameter,
  held: Record<string, HeldFigure>,
  metrics: Record<string, Metric>,
): Figure[] {
  const how = BLIND[state];
  if (!how) return [];
  const sent = held[metric]?.latest_at ?? observed_at;
  return [{ name: metrics[metric]?.short ?? metric, how, since: sinceOf(how, due_at, observed_at, sent) }];
}

function ofHeld(id: string, figure: HeldFigure, metrics: Record<string, Metric>): Figure[] {
  const how = BLIND[figure.state ?? figure.doubt ?? "fresh"] ?? BLIND[figure.doubt ?? "fresh"];
  if (!how) return [];
  const since = sinceOf(how, figure.due_at ?? null, figure.scores_at ?? null, figure.latest_at);
  return [{ name: metrics[id]?.short ?? id, how, since }];
}

function sinceOf(how: Blindness, due: string | null, relied: string | null, sent: string | null) {
  if (how === "late") return due ?? sent;
  return how === "dead" ? (relied ?? sent) : sent;
}

function earliest(figures: readonly Figure[]): string | null {
  const times = figures.flatMap(({ since }) => (since ? [since] : []));
  return times.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** By the worst of it, then by how many figures. */
function badness({ hidden }: Unseen): number {
  const worst = Math.min(...hidden.map(({ how }) => WORST_FIRST.indexOf(how)));
  const many = hidden.reduce((sum, { figures }) => sum + figures.length, 0);
  return worst * 1_000 - many;
}
