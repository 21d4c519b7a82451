// A policy's step in words: whom it calls, by what, how long it waits. Pure.
import type { Alert } from "../../api/types";
import { channelInWords } from "./alertWords";
import { listed } from "./who";

type Step = Alert["rule"]["steps"][number];

const ALONE: Readonly<Record<string, string>> = {
  holder: "whoever holds the system",
  owner: "the card’s owner",
  giver: "who hands over",
  receiver: "who takes over",
  declarer: "who declared it",
};

const OF: Readonly<Record<string, string>> = {
  unit: "the organisation",
  place: "the place",
  system: "the system",
  region: "the region",
};

/** "unit.site_manager" is "site manager of the organisation". */
export function refInWords(ref: string): string {
  const [scope = "", seat] = ref.split(".");
  if (seat === undefined) return ALONE[ref] ?? ref;
  return `${seat.replaceAll("_", " ")} of ${OF[scope] ?? scope}`;
}

/** "whoever holds the system and director of the system: text, automatic call; then 10 min to answer". */
export function stepInWords({ to, by, wait }: Pick<Step, "to" | "by" | "wait">): string {
  const waits = minutesOf(wait);
  const then = waits > 0 ? `; then ${waits} min to answer` : "";
  return `${listed(to.map(refInWords))}: ${by.map(channelInWords).join(", ")}${then}`;
}

/** Of a duration as policies write it: "5m", "1h30m", "1d". What it cannot read is 0. */
export function minutesOf(duration: string): number {
  const [, days, hours, minutes] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:\d+s)?$/.exec(duration) ?? [];
  return (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0);
}
