// How an alert stands, in a line: who was called when, who has it, or that nobody answered. Pure.
import type { Alert, Channel, Page } from "../../api/types";
import { when } from "../time";
import { listed, phoneInWords } from "./who";

/** The moment and place that times are told from. */
export interface Clock {
  zone: string;
  now: number;
}

export interface AlertLine {
  words: string;
  warns: boolean; // nobody has it
}

const VERBS: Record<Channel, string> = { voice: "rung", human: "rung", sms: "texted", email: "e-mailed" };
const LOUDEST: readonly Channel[] = ["voice", "human", "sms", "email"];
const OUT: readonly Page["state"][] = ["handed_over", "delivered"];

/** In a strip's width: "rung 14:46, no answer"; "J Okoro has it: full capacity protocol by 15:15". */
export function alertLine(alert: Alert, { zone, now }: Clock, named = false): AlertLine {
  switch (alert.state) {
    case "waiting": {
      const at = alert.due_at ? `: calls at ${when(alert.due_at, now, zone)}` : "";
      return { words: `nobody called yet${at}`, warns: false };
    }
    case "chasing":
      return { words: calledInWords(alert, { zone, now }, named), warns: true };
    case "held":
      return { words: heldInWords(alert, { zone, now }), warns: false };
    case "exhausted":
      return { words: `nobody answered: ${whomToRing(alert)}`, warns: true };
    case "over":
      return { words: "over", warns: false };
  }
}

/** The pages of the latest step that called anybody. */
export function lastCalled({ pages }: Pick<Alert, "pages">): Page[] {
  const calls = pages.filter(({ about }) => about === "call");
  const latest = Math.max(...calls.map(({ at }) => Date.parse(at)));
  return calls.filter(({ at }) => Date.parse(at) === latest);
}

function calledInWords(alert: Alert, { zone, now }: Clock, named: boolean): string {
  const calls = lastCalled(alert);
  const [first] = calls;
  if (!first) return "calling";
  const at = when(first.at, now, zone);
  const who = named ? `${listed([...new Set(calls.map(({ person }) => person.name))])} ` : "";
  const out = calls.filter(({ state }) => OUT.includes(state));
  const waiting = calls.filter(({ state }) => state === "waiting");
  if (out.length > 0) return `${who}${VERBS[loudest(out)]} ${at}, no answer`;
  if (waiting.length > 0) {
    const byHand = waiting.every(({ channel }) => channel === "human");
    return `${who}${byHand ? "to be rung by hand" : "being called"} since ${at}, no answer`;
  }
  return `${who}could not be reached ${at}`;
}

function loudest(pages: readonly Page[]): Channel {
  return LOUDEST.find((channel) => pages.some((page) => page.channel === channel)) ?? "email";
}

function heldInWords({ holder, commitment, replies, due_at }: Alert, { zone, now }: Clock): string {
  const has = `${holder?.name ?? "somebody"} has it`;
  if (commitment?.commitment) return `${has}: ${commitment.commitment}${by(commitment.until, { zone, now })}`;
  const last = replies.at(-1);
  if (last?.said === "met") return `${has}, done ${when(last.at, now, zone)}`;
  return due_at ? `${has}, asked again at ${when(due_at, now, zone)}` : has;
}

function by(until: string | null | undefined, { zone, now }: Clock): string {
  return until ? ` by ${when(until, now, zone)}` : "";
}

/** Whoever was called last, with the number: the service has nobody left. */
function whomToRing(alert: Alert): string {
  const [last] = lastCalled(alert);
  if (!last) return "ring somebody yourself";
  const { name, phone } = last.person;
  return `ring ${name}, ${last.seat_title}${phone ? `, ${phoneInWords(phone)}` : ""} yourself`;
}

/** In which order they are listed: what nobody has first, then the newest. */
export function worstAlertsFirst(alerts: readonly Alert[]): Alert[] {
  const rank: Record<Alert["state"], number> = { exhausted: 0, chasing: 1, held: 2, waiting: 3, over: 4 };
  return [...alerts].sort(
    (a, b) => rank[a.state] - rank[b.state] || Date.parse(b.opened_at) - Date.parse(a.opened_at),
  );
}

/** A level is told by its name: since when is no part of it, as it is of the other sentences. */
export function isOfLevel({ cause, level }: Pick<Alert, "cause" | "level">): boolean {
  return (cause === "calculated" || cause === "declared") && level !== null;
}

/** What is happening: a level by its name and time, all else by the alert's own sentence. */
export function alertTitle({ cause, where, level, about }: Alert): string {
  if (cause === "calculated" && level !== null) return `${where} OPEL ${level}`;
  if (cause === "declared" && level !== null) return `${where} declared ${level}`;
  return about;
}

const CHANNELS: Record<Channel, string> = {
  voice: "automatic call",
  human: "call by hand",
  sms: "text",
  email: "e-mail",
};

export function channelInWords(channel: Channel): string {
  return CHANNELS[channel];
}

const STATES: Record<Page["state"], string> = {
  waiting: "on its way",
  handed_over: "sent",
  delivered: "delivered",
  failed: "could not be delivered",
  not_sent: "not sent",
};

/** A page by hand is no message: it waits until somebody has rung. */
export function pageStateInWords({ state, channel }: Pick<Page, "state" | "channel">): string {
  if (channel !== "human") return STATES[state];
  if (state === "waiting" || state === "handed_over") return "to be rung";
  return state === "delivered" ? "reached" : "not reached";
}
