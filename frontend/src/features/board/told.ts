// A change of level and the roll-ups that moved with it are one piece of news. Pure.
import type { LevelEvent, LiveEvent } from "../../api/types";

export interface Told {
  event: LiveEvent;
  with: LevelEvent[]; // places and systems whose level moved at the same moment because this one's did
}

/** In the order given. A roll-up whose own cause is not among the events stands for itself. */
export function foldRollUps(events: readonly LiveEvent[]): Told[] {
  const levels = events.filter((event) => event.kind === "level");
  const followers = new Map<LiveEvent, LevelEvent[]>();
  const folded = new Set<LiveEvent>();
  for (const event of levels) {
    const root = rootOf(event, levels);
    if (root === event) continue;
    followers.set(root, [...(followers.get(root) ?? []), event]);
    folded.add(event);
  }
  return events
    .filter((event) => !folded.has(event))
    .map((event) => ({ event, with: followers.get(event) ?? [] }));
}

function rootOf(event: LevelEvent, levels: readonly LevelEvent[]): LevelEvent {
  const at = Date.parse(event.effective_at);
  const cause = levels.find(
    (other) =>
      other !== event &&
      other.unit === event.because[0] &&
      other.because[0] !== event.unit &&
      Date.parse(other.effective_at) === at,
  );
  return cause ? rootOf(cause, levels) : event;
}
