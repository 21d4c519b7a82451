// What people did, for the ear: only what a room would look up for. Pure.
import type { ActEvent, LiveEvent } from "../../api/types";
import type { Matters } from "../../live/matters";

const MOST_SAID = 3;

/** Of a declaration, a new alert, one that nobody answered, and a handover that was accepted. */
export function sayAloud(events: readonly LiveEvent[], matters: Matters, names: Map<string, string>): string {
  const said = events.flatMap((event) => (event.kind === "act" ? spoken(event, matters, names) : []));
  return said.slice(0, MOST_SAID).join(" ");
}

function spoken({ matter, did, unit }: ActEvent, matters: Matters, names: Map<string, string>): string[] {
  const about = matters[matter];
  const where = names.get(unit) ?? unit;
  if (about?.kind === "declaration" && did === "declared")
    return [`OPEL ${about.level} declared at ${where}.`];
  if (about?.kind === "alert" && did === "started") return [`Alert: ${about.about}.`];
  if (about?.kind === "alert" && did === "exhausted") return [`Nobody answered: ${about.about}.`];
  if (about?.kind === "handover" && did === "accepted") return ["The handover is accepted."];
  return [];
}
