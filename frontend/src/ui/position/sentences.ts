// What happened, as sentences a duty manager would say. Pure.
import type { LevelEvent, LiveEvent, Metric } from "../../api/types";
import { lowerFirst } from "../figure";

export interface Said {
  about: string; // who
  what: string; // "3 → 4"
  why: string; // may be empty
}

export function sayEvent(
  event: LiveEvent,
  names: Map<string, string>,
  metrics: Record<string, Metric>,
): Said {
  switch (event.kind) {
    case "level":
      return { about: nameOf(event.unit, names), what: stepOf(event), why: reasonOf(event, names) };
    case "trigger":
      return { about: nameOf(event.unit, names), what: FIRED[event.did], why: event.says };
    case "configured":
      return { about: "Configuration changed", what: "", why: event.changes.join("; ") };
    case "past_revised": {
      const metric = metrics[event.metric]?.title ?? event.metric;
      return {
        about: nameOf(event.unit, names),
        what: "the past was revised",
        why: `a late figure came in for ${lowerFirst(metric)}`,
      };
    }
    case "act":
      return {
        about: nameOf(event.unit, names),
        what: `${event.about}: ${event.did.replaceAll("_", " ")}`,
        why: "",
      };
    default:
      return sayStrange(event);
  }
}

const FIRED = { fired: "trigger", told: "trigger, quiet hours over", over: "trigger over" } as const;

/** A newer service may send kinds that this board does not know: it says so, and breaks nothing. */
function sayStrange(_: never): Said {
  return { about: "Something happened", what: "", why: "this board is too old to say what: reload the page" };
}

function nameOf(code: string, names: Map<string, string>): string {
  return names.get(code) ?? code;
}

/** "MK Together OPEL 3 → 4". */
export function sayMoved(event: LevelEvent, names: Map<string, string>): string {
  return `${nameOf(event.unit, names)} ${stepOf(event)}`;
}

/** As the service puts it where no rules judge an organisation any more. */
const UNJUDGED = "No longer assessed";

function stepOf({ was, now, because }: LevelEvent): string {
  if (because.includes(UNJUDGED)) return `OPEL ${was} → not assessed`;
  if (now === null) return was === null ? "not enough figures" : `OPEL ${was} → not enough figures`;
  return was === null ? `OPEL\u00a0${now} (enough figures now)` : `OPEL\u00a0${was}\u00a0→\u00a0${now}`;
}

function reasonOf(event: LevelEvent, names: Map<string, string>): string {
  const { because, now, floor, ceiling, pack_switched } = event;
  if (because.includes(UNJUDGED)) return "no rules judge it any more";
  const range = now === null && ceiling > floor ? [`it could be ${floor} to ${ceiling}`] : [];
  const rules = pack_switched ? ["the rules changed"] : [];
  return [...rules, ...because.map((phrase) => reasonInWords(phrase, names)), ...range].join(", ");
}

/** A roll-up's reason is the code of its worst organisation. */
function reasonInWords(phrase: string, names: Map<string, string>): string {
  const worst = names.get(phrase);
  return worst ? `worst is ${worst}` : keptWithUnit(lowerFirst(phrase));
}

/** "126 %" and "52 min" do not break over a line. */
function keptWithUnit(phrase: string): string {
  return phrase.replace(/(\d) (?=%|min|h\b)/g, "$1\u00a0").replace("4-hour", "4\u2011hour");
}

/** For the ear: one sentence a change, the latest three, and how many more. */
export function announce(events: readonly LiveEvent[], names: Map<string, string>): string {
  const levels = events.filter((event) => event.kind === "level");
  const said = levels.slice(0, 3).map((event) => spoken(event, names));
  if (levels.length > said.length) said.push(`And ${levels.length - said.length} more changes of level.`);
  return said.join(" ");
}

function spoken(event: LevelEvent, names: Map<string, string>): string {
  const name = nameOf(event.unit, names);
  const why = reasonOf(event, names);
  const because = why ? `: ${why}` : "";
  if (event.because.includes(UNJUDGED)) return `${name} is no longer assessed.`;
  if (event.now === null) return `${name}: not enough figures to say a level${because}.`;
  if (event.was === null) return `${name} is at OPEL ${event.now}${because}.`;
  return `${name} has gone from OPEL ${event.was} to OPEL ${event.now}${because}.`;
}
