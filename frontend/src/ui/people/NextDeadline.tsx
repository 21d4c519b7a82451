// What comes due next, and in how long: "next: handover 20:00 (2 h 14)".
import { type Deadline, nextDeadline } from "../../live/deadlines";
import type { Matters } from "../../live/matters";
import { alertAddress, cardsAddress, handoverAddress, organisationAddress } from "../address";
import { Link } from "../Link";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { lasting } from "./who";

export function NextDeadline({ matters, scene }: { matters: Matters; scene: Scene }) {
  const next = scene.blank ? null : nextDeadline(matters, scene.now);
  if (!next) return null;
  const words = whatComes(next, scene.names);
  return (
    <span className="next">
      next: {scene.wall ? words : <Link to={addressOf(next, scene)}>{words}</Link>}{" "}
      <Moment at={next.at} zone={scene.zone} now={scene.now} /> ({lasting(scene.now, next.at)})
    </span>
  );
}

const LONGEST = 48;

function whatComes({ what, unit, words }: Deadline, names: Map<string, string>): string {
  if (what === "handover") return what;
  if (what === "declaration") return `declaration ends, ${names.get(unit) ?? unit}`;
  const said = words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words;
  return said || "promise";
}

/** A declaration is at its organisation's page; a place or the system has none. */
function addressOf({ what, unit, matter }: Deadline, { system }: Scene): string {
  switch (what) {
    case "handover":
      return handoverAddress(system);
    case "card":
      return cardsAddress(system, { card: matter });
    case "commitment":
      return alertAddress(system, matter);
    case "declaration":
      return unit === system ? cardsAddress(system) : organisationAddress(system, unit);
  }
}
