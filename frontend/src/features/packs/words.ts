// Packs in words: where a version stands, where it comes from, what its bands are. Pure.
import type { KnownPack, Pack, PackUse } from "../../api/types";
import { trimmed } from "../../ui/figure";
import type { VersionName } from "../../ui/rulesAddress";
import { dayAndDate, hourAndMinute, toMilliseconds } from "../../ui/time";

export type Standing = PackUse["standing"] | "unused";

export const STANDING_WORDS: Record<Standing, string> = {
  now: "In force here",
  ahead: "From a date ahead",
  past: "No longer in force here",
  unused: "Not in use here",
};

const PROVENANCE_WORDS: Record<string, string> = {
  official: "Official",
  published: "Published",
  reconstructed: "Reconstructed: not the official text",
  unverified: "Unverified: confirmed by nobody yet",
};

const MINUTE_MS = 60_000;
const SHORT_SHA = 10;
const MOST_NAMES = 6;

export function standingOf({ uses }: KnownPack): Standing {
  const standings = new Set(uses.map(({ standing }) => standing));
  return (["now", "ahead", "past"] as const).find((one) => standings.has(one)) ?? "unused";
}

export function provenanceInWords(provenance: string): string {
  return PROVENANCE_WORDS[provenance] ?? provenance;
}

/** Those that nobody should take for the official text. */
export function isDoubted(provenance: string): boolean {
  return provenance !== "official" && provenance !== "published";
}

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT_SHA);
}

export function versionInWords({ title, version }: { title: string; version: number }): string {
  return `${title}, version ${version}`;
}

/** "Since 16 Jun 2025 for MKUH, Bedford, Luton"; who decided is said beside it. */
export function stretchInWords(use: PackUse, zone: string, all = false): string {
  const from = momentInWords(use.from, zone);
  const until = use.until === null ? "" : momentInWords(use.until, zone);
  const whom = `for ${namesOf(use, all)}`;
  switch (use.standing) {
    case "now":
      return `Since ${from} ${whom}${until && `, until ${until}`}`;
    case "ahead":
      return `From ${from} ${whom}${until && `, until ${until}`}`;
    case "past":
      return `From ${from} to ${until} ${whom}`;
  }
}

/** "Decided by D Marchetti: compared with last winter." Null: nobody wrote it down. */
export function decidedInWords({ approver, reason }: PackUse): string | null {
  if (approver === null && reason === null) return null;
  const by = approver === null ? "Why" : `Decided by ${approver}`;
  return reason === null ? `${by}.` : `${by}: ${reason.replace(/\.$/, "")}.`;
}

function namesOf({ of }: PackUse, all: boolean): string {
  const names = of.map(({ short }) => short);
  if (all || names.length <= MOST_NAMES + 1) return names.join(", ");
  return `${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`;
}

/** "10 Jan 2026 to 12 Jan 2026": whole days, both in it; "… to 12 Jan 2026 14:46" where the last has not ended. */
export function daysInWords(from: string, to: string, zone: string): string {
  const whole = hourAndMinute(to, zone) === "00:00";
  const last = whole
    ? momentInWords(toMilliseconds(to) - MINUTE_MS, zone).slice(0, -6)
    : momentInWords(to, zone);
  return `${momentInWords(from, zone)} to ${last}`;
}

/** "16 Jun 2025"; with the time where it is not midnight there. */
export function momentInWords(moment: string | number, zone: string): string {
  const year = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric" });
  const day = dayAndDate(moment, zone).replace(/^\w+ /, "");
  const time = hourAndMinute(moment, zone);
  return `${day} ${year.format(toMilliseconds(moment))}${time === "00:00" ? "" : ` ${time}`}`;
}

/** "OPEL 1 up to 11 points, OPEL 2 up to 22, OPEL 3 up to 33, OPEL 4 beyond." */
export function bandsInWords({ bands, score }: Pack): string {
  const unit = score === "points" ? "points" : "% of the points that are known";
  const [first = "", ...others] = bands.map((bound) => trimmed(bound, 1));
  const later = others.map((bound, i) => `OPEL ${i + 2} up to ${bound}`);
  return `OPEL 1 up to ${first} ${unit}, ${later.join(", ")}, OPEL 4 beyond.`;
}

/** "A level is said once figures for 50 % of the points are known." */
export function statedInWords({ state_from }: Pack): string {
  return `A level is said once figures for ${trimmed(String(100 * Number(state_from)), 1)} % of the points are known.`;
}

/** What a version is first compared with: the one before it, else the one in force, else any of its group. */
export function comparedWith(pack: KnownPack, group: readonly KnownPack[]): VersionName | null {
  const others = group.filter((one) => one !== pack);
  const before = others.find(({ id, version }) => id === pack.id && version === pack.version - 1);
  return before ?? others.find((one) => standingOf(one) === "now") ?? others[0] ?? null;
}

export interface Group {
  group: string;
  judges: string;
  packs: KnownPack[];
  canTry: boolean;
}

/** In the order in which the service lists them. */
export function groupsOf(packs: readonly KnownPack[]): Group[] {
  const groups = new Map<string, Group>();
  for (const pack of packs) {
    const { group, judges } = pack;
    const known = groups.get(group) ?? { group, judges, packs: [], canTry: false };
    known.packs.push(pack);
    known.canTry ||= pack.trial_units.length > 0;
    groups.set(group, known);
  }
  return [...groups.values()];
}
