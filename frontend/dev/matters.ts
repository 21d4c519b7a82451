// What people deal with on the made-up afternoon: who holds it, who was called, what was declared, told and opened.
import type {
  Alert,
  Card,
  Declaration,
  Handover,
  Matter,
  Page,
  Person,
  Shift,
  Told,
  TreeSeat,
  Watch,
} from "../src/api/types.ts";

const START = Date.parse("2026-01-12T14:46:00Z");

/** The wire's text of a moment so many minutes before the afternoon's; negative: after it. */
export function minutesAgo(minutes: number): string {
  return new Date(START - minutes * 60_000).toISOString().replace(".000Z", "Z");
}

export const okoro: Person = { id: "p-okoro", name: "J Okoro", phone: "01908000000" };
export const shah: Person = { id: "p-shah", name: "R Shah", phone: "+447700900123" };
export const lead: Person = { id: "p-lead", name: "M Ellis", phone: "01234000000" };
export const partner: Person = { id: "p-partner", name: "T Brook", phone: null };

const seat = (key: string, title: string, where: string, holds = false): TreeSeat => {
  const [name = "", at = ""] = key.split("@");
  return { key, seat: name, at, title, where, must: true, holds, hours: null };
};

export const seats: TreeSeat[] = [
  seat("room_lead@QHG", "room lead", "Bedfordshire, Luton and Milton Keynes", true),
  seat("director@QHG", "director on call", "Bedfordshire, Luton and Milton Keynes", true),
  seat("executive@RD8", "executive on call", "Milton Keynes University Hospital"),
  seat("site_manager@RD8-MKH", "site manager", "Milton Keynes University Hospital"),
  seat("site_manager@RC9-BED", "site manager", "Bedford Hospital"),
  seat("tactical@RYE@QHG", "tactical commander", "South Central Ambulance Service"),
];

const fixed = (id: string, kind: Matter["kind"], v: number) => ({
  id,
  v,
  kind,
  closed_at: null,
  due_at: null,
  log: [],
});

export function shift(key: string, title: string, person: Person, over: Partial<Shift> = {}): Shift {
  return {
    ...fixed(`shift-${key.replace(/\W/g, "-")}`, "shift", 10),
    kind: "shift",
    unit: "QHG",
    opened_at: minutesAgo(2_000),
    seat: key,
    title,
    person,
    starts_at: minutesAgo(400),
    ends_at: minutesAgo(-320),
    source: "form",
    ...over,
  };
}

export function watch(over: Partial<Watch> = {}): Watch {
  return {
    ...fixed("watch-11", "watch", 11),
    kind: "watch",
    unit: "QHG",
    opened_at: minutesAgo(402),
    seat: "room_lead@QHG",
    title: "room lead",
    person: okoro,
    since: minutesAgo(402),
    until: minutesAgo(-314),
    // biome-ignore lint/suspicious/noThenProperty: the wire calls it so, and a string is no promise
    then: "director on call",
    accepted: true,
    ...over,
  };
}

export function page(n: number, person: Person, over: Partial<Page> = {}): Page {
  return {
    n,
    person,
    seat: "executive@RD8",
    seat_title: "executive on call",
    channel: "voice",
    step: 1,
    about: "call",
    at: minutesAgo(0),
    state: "handed_over",
    state_at: minutesAgo(0),
    evidence: null,
    ...over,
  };
}

export function alert(over: Partial<Alert> = {}): Alert {
  return {
    ...fixed("alert-98", "alert", 98),
    kind: "alert",
    unit: "RD8-MKH",
    opened_at: minutesAgo(16),
    cause: "calculated",
    subject: "RD8-MKH",
    where: "MKUH",
    level: 4,
    was: 3,
    since: minutesAgo(16),
    because: ["Majors 126 %", "Handover 52 min"],
    sure: "yes, all fresh",
    about: "OPEL 4 at Milton Keynes University Hospital",
    brief: "OPEL 4 at MKUH",
    policy: { policy: "default", version: 1, sha: "0".repeat(64) },
    rule: {
      id: "unit-4",
      on: { cause: "calculated", at: "unit", level: 4, for: "0m" },
      steps: [
        { to: ["holder", "unit.site_manager"], by: ["sms", "email"], wait: "0m" },
        { to: ["unit.executive", "system.director"], by: ["voice", "sms"], wait: "10m" },
        { to: ["system.deputy"], by: ["voice", "sms"], wait: "10m" },
      ],
      repeat: 5,
      night: true,
      all_clear: true,
    },
    state: "chasing",
    step: 2,
    round: 0,
    readings: 2,
    pages: [
      page(1, okoro, {
        seat_title: "room lead",
        channel: "sms",
        at: minutesAgo(16),
        step: 0,
        state: "delivered",
      }),
      page(2, shah),
      page(3, shah, { channel: "sms", state: "delivered" }),
    ],
    replies: [],
    holder: null,
    commitment: null,
    figures: [],
    ...over,
  };
}

/** The same once it is answered: "full capacity protocol by 15:15". */
export function answered(over: Partial<Alert> = {}): Alert {
  const commitment = {
    by: shah,
    at: minutesAgo(-1),
    said: "have" as const,
    commitment: "full capacity protocol",
    until: minutesAgo(-29),
  };
  return alert({ v: 104, state: "held", holder: shah, commitment, replies: [commitment], ...over });
}

export function declaration(over: Partial<Declaration> = {}): Declaration {
  return {
    ...fixed("declaration-90", "declaration", 90),
    kind: "declaration",
    unit: "RC9-BED",
    opened_at: minutesAgo(20),
    level: 4,
    reason: "oxygen fault, ED closed to ambulances",
    by: lead,
    role: "duty manager",
    until: minutesAgo(-194),
    awaiting: true,
    agreed_by: null,
    extended_by: null,
    stepping_down: null,
    ended: null,
    ...over,
  };
}

export function card(n: number, over: Partial<Card> = {}): Card {
  return {
    ...fixed(`card-${n}`, "card", n),
    kind: "card",
    unit: "RD8-MKH",
    opened_at: minutesAgo(16),
    card: `acute-4-${n}`,
    version: 1,
    sha: "0".repeat(64),
    provenance: "example",
    title: `Action ${n}`,
    steps: ["Do it."],
    scope: "unit",
    purpose: "act",
    level: 4,
    about: "RD8-MKH",
    episode: "episode-97",
    owner_seat: "site_manager@RD8-MKH",
    owner: null,
    state: "open",
    was_state: null,
    late_at: minutesAgo(-44),
    overdue: false,
    moves: [],
    figures_then: [],
    risk: null,
    alert: null,
    page: null,
    ...over,
  };
}

export function handover(over: Partial<Handover> = {}): Handover {
  return {
    ...fixed("handover-60", "handover", 60),
    kind: "handover",
    unit: "QHG",
    opened_at: minutesAgo(30),
    pages: [],
    from_seat: "room_lead@QHG",
    from_title: "room lead",
    to_seat: "director@QHG",
    to_title: "director on call",
    giver: okoro,
    receiver: shah,
    hour: minutesAgo(-314),
    pack: {
      seq: 60,
      head: "0".repeat(64),
      at: minutesAgo(30),
      asks: [],
      worst: [],
      unseen: [],
      cards: [],
      alerts: [],
      declared: [],
      seats: [],
      read_back: [],
    },
    plans: [],
    wanted: [],
    words: [],
    signatures: [],
    read_back: [],
    state: "drafting",
    accepted_by: null,
    accepted_at: null,
    ...over,
  };
}

export function notice(over: Partial<Told> = {}): Told {
  return {
    ...fixed("notice-99", "notice", 99),
    kind: "notice",
    subject: "unit",
    unit: "RD8-MKH",
    opened_at: minutesAgo(10),
    by: okoro,
    text: "Milton Keynes University Hospital is at OPEL 4 since 14:30 (majors 126 %).",
    level: 4,
    to: [
      {
        seat: "site_manager@RC9-BED",
        title: "site manager",
        person: lead,
        seen_at: minutesAgo(5),
        seen_by: lead,
      },
      {
        seat: "tactical@RYE@QHG",
        title: "tactical commander",
        person: partner,
        seen_at: null,
        seen_by: null,
      },
    ],
    pages: [],
    ...over,
  };
}

export function held(...matters: Matter[]): Record<string, Matter> {
  return Object.fromEntries(matters.map((matter) => [matter.id, matter]));
}

/** The afternoon with all of it at once. */
export function busyMatters(): Record<string, Matter> {
  return held(
    watch(),
    handover(),
    shift("site_manager@RD8-MKH", "site manager", shah),
    shift("executive@RD8", "executive on call", shah),
    shift("site_manager@RC9-BED", "site manager", lead),
    alert(),
    alert({
      id: "alert-80",
      unit: "RC9-LUT",
      where: "Luton",
      cause: "sight_lost",
      level: null,
      was: null,
      about: "Cannot see Luton, not since 13:45",
      since: minutesAgo(61),
      state: "held",
      holder: okoro,
      due_at: minutesAgo(-20),
    }),
    declaration(),
    card(101),
    card(102, { owner: shah, state: "accepted" }),
    card(103, { overdue: true, late_at: minutesAgo(3) }),
    card(104, { unit: "QHG", scope: "system", title: "Open the system call" }),
    notice(),
  );
}
