// What a card says in words: by when, whose it is, what it was meant to move, who may object. Pure.
import type { Card, FigureState, Metric, Picture, Tree, TreeSeat } from "../../api/types";
import { currentShift, type Matters } from "../../live/matters";
import { isWorsening, travel, withUnit } from "../../ui/figure";
import { isLateCard } from "../../ui/people/cardWords";
import { refInWords } from "../../ui/people/ruleWords";
import { lasting } from "../../ui/people/who";
import { stateInWords } from "../../ui/position/doubt";

/** "12 min late", "in 29 min"; nothing where nothing is due any more. */
export function dueInWords(card: Card, now: number): string {
  const due = Date.parse(card.late_at);
  if (card.closed_at || card.state === "review") return "";
  return isLateCard(card, now) ? `${lasting(due, now)} late` : `in ${lasting(now, due)}`;
}

const STATES: Record<Card["state"], string | null> = {
  open: null, // that nobody has it says so
  accepted: "taken",
  done: "done",
  not_applicable: "does not apply",
  cannot: "cannot be done",
  review: "to review: is it still wanted?",
  withdrawn: "withdrawn",
};

export function stateOfCard({ state }: Pick<Card, "state">): string | null {
  return STATES[state];
}

/** "Site manager, MKUH"; of a reference that found no seat what it means. */
export function seatInWords(key: string, seats: readonly TreeSeat[]): string {
  const seat = seats.find((one) => one.key === key);
  if (seat) return seat.where ? `${seat.title}, ${seat.where}` : seat.title;
  if (key === "holder") return "whoever holds the system";
  return key.includes("@") ? key : `no seat of that kind (${refInWords(key)})`;
}

/** Whom a reference means for this card, with who sits there now: "Cell lead, BCA: R Shah". */
export function toldInWords(
  ref: string,
  card: Pick<Card, "about" | "unit">,
  tree: Tree,
  matters: Matters,
  now: number,
): string {
  const seat = seatMeant(ref, card.about, tree);
  if (!seat) return refInWords(ref);
  const there = currentShift(matters, seat.key, now)?.person.name ?? "nobody there now";
  return `${seatInWords(seat.key, tree.seats)}: ${there}`;
}

function seatMeant(ref: string, unit: string, tree: Tree): TreeSeat | null {
  const [scope, wanted] = ref.split(".");
  if (wanted === undefined) return null;
  const at = (code: string | undefined) => tree.seats.find((one) => one.seat === wanted && one.at === code);
  const place = tree.places.find(
    ({ code, units }) => code === unit || units.some((one) => one.code === unit),
  );
  const own = [...tree.places.flatMap(({ units }) => units), ...tree.system_wide].find(
    ({ code }) => code === unit,
  );
  switch (scope) {
    case "unit":
      return at(unit) ?? at(own?.provider) ?? null;
    case "place":
      return at(place?.code) ?? null;
    case "system":
      return at(tree.code) ?? null;
    default:
      return null;
  }
}

export interface Moved {
  metric: string;
  name: string;
  was: string; // when the card opened
  is: string;
  better: boolean | null; // null: the same, or nobody can say
}

/** `picture`: of the unit that the card is about; null where its figures are not shown here. */
export function figuresOf(
  { figures_then }: Pick<Card, "figures_then">,
  picture: Picture | null,
  metrics: Record<string, Metric>,
): Moved[] {
  return figures_then.map(({ metric, value, state }) => {
    const known = metrics[metric];
    const held = picture?.held[metric];
    const present = held?.scores?.value ?? null;
    const worse = isWorsening(present === null ? "unknown" : travel(present, value), known);
    return {
      metric,
      name: known?.short ?? metric,
      was: figureInWords(value, state, known),
      is: picture ? figureInWords(present, stateNow(metric, picture), known) : "not shown here",
      better: worse === null ? null : !worse,
    };
  });
}

function stateNow(metric: string, picture: Picture): string {
  const parameter = picture.parameters.find((one) => one.metric === metric);
  const held = picture.held[metric];
  return parameter?.state ?? held?.state ?? (held ? "fresh" : "never_known");
}

const QUIET = new Set(["fresh", "not_due", "known_gap"]);

/** A figure that is late or was never known says so: a dash is no nought. */
function figureInWords(value: string | null, state: string, metric: Metric | undefined): string {
  const doubt = QUIET.has(state) ? "" : (stateInWords(state as FigureState) ?? state);
  if (value === null) return doubt || "not known";
  const figure = withUnit(value, metric);
  return doubt ? `${figure} (${doubt})` : figure;
}
