// A made-up afternoon for the tests: pictures from a few numbers each.
import type { HeldFigure, LevelEvent, Levels, Parameter, Picture, Snapshot } from "../src/api/types.ts";
import { metrics } from "./metrics";
import { tree } from "./tree";

const START = Date.parse("2026-01-12T14:46:00Z");
const wire = (ms: number) => new Date(ms).toISOString().replace("Z", "000Z");
const ago = (minutes: number, from = START) => wire(from - minutes * 60_000);

const CUTS: [string, number[]][] = [
  ["ambulance.mean_handover_minutes", [15, 30, 45]],
  ["ed.four_hour_performance_pct", [-78, -70, -60]],
  ["ed.majors_resus_occupancy_pct", [80, 100, 120]],
  ["ed.median_time_to_treatment_minutes", [60, 120, 200]],
  ["ed.over_12h_from_arrival_pct", [2, 8, 15]],
  ["ed.referred_to_service_pct", [30, 50, 70]],
  ["beds.ga_occupancy_pct", [92, 95, 98]],
  ["beds.escalation_open_pct", [2, 4, 6]],
  ["beds.nctr_pct", [10, 15, 20]],
];

interface Site {
  unit: string;
  values: (number | null)[];
  was?: (number | null)[];
  states?: Partial<Record<number, Parameter["state"]>>;
  ages?: Partial<Record<number, number>>;
  since: string | null;
  previous?: number | null;
  v?: number;
}

const blank = {
  scope: "unit" as const,
  score_kind: "percent_of_available" as const,
  bands: ["20", "40", "70"] as [string, string, string],
  pack_sha: "0".repeat(64),
  config_sha: "0".repeat(64),
  figures: 100,
  provenance: "reconstructed",
  reads: "measured",
  triggers: [],
  service: null,
  worst: null,
  worst_level: null,
  settling: {
    at_least: [null, null, null],
    at_most: [null, null, null],
    evidenced: {},
  } as Picture["settling"],
  next_change_at: null,
};

const levelOf = (percent: number) => (percent <= 20 ? 1 : percent <= 40 ? 2 : percent <= 70 ? 3 : 4);
const pointsOf = (value: number, cuts: number[]) => {
  return cuts.filter((cut) => (cut < 0 ? -value > cut : value > cut)).length;
};

export function siteOf(site: Site): Picture {
  const parameters = CUTS.map(([id, cuts], i) => parameterOf(site, id, cuts, i));
  const known = parameters.filter(({ value }) => value !== null);
  const sum = (key: "points" | "least" | "most", of: Parameter[]) =>
    of.reduce((all, p) => all + Number(p[key]), 0);
  const score = sum("points", known);
  const available = known.length * 3;
  const bounds = [sum("least", parameters), sum("most", parameters)] as const;
  const held = parameters.flatMap((p, i) =>
    p.value === null ? [] : [[p.metric, heldOf(p, site.was?.[i])] as const],
  );
  return {
    ...blank,
    unit: site.unit,
    v: site.v ?? 100,
    assessed: true,
    level: known.length === 0 ? null : levelOf((100 * score) / available),
    stated: known.length * 2 >= parameters.length,
    since: site.since,
    previous: site.previous ?? null,
    floor: levelOf((100 * bounds[0]) / 27),
    ceiling: levelOf((100 * bounds[1]) / 27),
    reachable: 4,
    score: String(score),
    available: String(available),
    floor_score: String(bounds[0]),
    ceiling_score: String(bounds[1]),
    bounds_available: "27",
    pack: "opel-acute-2024-26",
    pack_version: 1,
    parameters,
    held: {
      ...Object.fromEntries(held),
      "ed.in_department": counted("84", 6),
      "beds.ga_open": counted("512", 400),
    },
    assessed_at: ago(1),
  };
}

function parameterOf(site: Site, id: string, cuts: number[], i: number): Parameter {
  const value = site.values[i] ?? null;
  const state = site.states?.[i] ?? (value === null ? "never_known" : i >= 6 ? "not_due" : "fresh");
  const points = value === null ? 0 : pointsOf(value, cuts);
  const sure = state === "fresh" || state === "not_due" || state === "closed";
  const age = site.ages?.[i] ?? (i >= 6 ? 226 : 4);
  return {
    id: `p${i + 1}`,
    metric: id,
    value: value === null ? null : value.toFixed(2),
    observed_at: value === null ? null : ago(age),
    state,
    points: String(points),
    max_points: "3",
    least: sure ? String(points) : "0",
    most: sure ? String(points) : "3",
    due_at: null,
    late_at: null,
  };
}

function heldOf({ value, observed_at, state }: Parameter, was: number | null | undefined) {
  const queried = state === "queried";
  return {
    scores: { value: value ?? "0", numerator: null, denominator: null },
    scores_at: observed_at,
    latest_at: observed_at ?? ago(4),
    source: "feed",
    doubt: queried ? ("queried" as const) : null,
    latest: queried ? { value: "9.64", numerator: null, denominator: null } : null,
    was: was === null || was === undefined ? null : String(was),
    confirmations: 0,
    confirmed_since: null,
  };
}

export function counted(value: string, minutes: number): Picture["held"][string] {
  return {
    scores: { value, numerator: null, denominator: null },
    scores_at: ago(minutes),
    latest_at: ago(minutes),
    source: "feed",
    doubt: null,
    latest: null,
    was: null,
    confirmations: 0,
    confirmed_since: null,
  };
}

/** A figure of a unit without rules, of which another is expected. */
export function awaited(
  value: string,
  minutes: number,
  state: Parameter["state"],
  due: number | null = null,
  was: string | null = null,
): HeldFigure {
  return { ...counted(value, minutes), state, due_at: due === null ? null : ago(due), was };
}

/** What a department counts, beside its parameters. */
export function department(crews: number, longest: number, beds: number, over: number, minutes: number) {
  return {
    "ed.ambulance_queue": counted(String(crews), minutes),
    "ed.longest_ambulance_wait_minutes": counted(String(longest), minutes),
    "ed.dta": counted(String(beds), minutes),
    "ed.dta_over_8h": counted(String(over), minutes),
  };
}

function heldOnly(unit: string, held: Picture["held"]): Picture {
  return {
    ...siteOf({ unit, values: [], since: null }),
    assessed: false,
    level: null,
    stated: false,
    score: "0",
    available: "0",
    bounds_available: "0",
    score_kind: null,
    bands: null,
    pack: null,
    pack_version: null,
    provenance: null,
    reads: null,
    triggers: [],
    parameters: [],
    held,
  };
}

function rollUp(unit: string, scope: "place" | "system", worst: Picture, over: Partial<Picture>): Picture {
  return { ...worst, unit, scope, worst: worst.unit, parameters: [], held: {}, ...over };
}

export const mkuh = siteOf({
  unit: "RD8-MKH",
  values: [52, 57, 126, 171, 9.8, 63, 98.6, 4.8, 15.6],
  was: [38, 66, 112, 126, 7.4, 52, 97.4, 4.8, 14.2],
  since: ago(16),
  previous: 3,
});

const bedford = siteOf({
  unit: "RC9-BED",
  values: [33, 68, 108, 118, 6.2, 51, 96.4, 4.4, 16.1],
  was: [31, 70, 108, 121, 6.0, 50, 93.8, 4.4, 15.2],
  states: { 2: "late", 3: "dead", 6: "queried" },
  ages: { 2: 52, 3: 371 },
  since: ago(106),
  previous: 2,
});

const luton = siteOf({
  unit: "RC9-LUT",
  values: [null, 74, null, null, null, 41, 95.1, null, null],
  states: { 1: "few" },
  since: ago(20),
});

export function states(): Record<string, Picture> {
  const pictures = [
    { ...mkuh, held: { ...mkuh.held, ...department(6, 112, 14, 5, 4) } },
    { ...bedford, held: { ...bedford.held, ...department(4, 71, 9, 2, 52) } },
    luton,
    rollUp("MK", "place", mkuh, { since: ago(16) }),
    rollUp("BCA", "place", bedford, { ceiling: 4 }),
    rollUp("QHG", "system", bedford, {
      worst: "RD8-MKH",
      ceiling: 4,
      since: ago(26),
      score: "64",
      available: "100",
    }),
    heldOnly("RV3@MK", {
      "community.bed_occupancy_pct": awaited("93.1", 4216, "not_due", -4004, "91.4"),
      "community.ucr_2h_pct": awaited("79.2", 4216, "not_due", -4004, "81"),
      "community.virtual_ward_occupancy_pct": awaited("78", 4216, "not_due", -4004, "74"),
      "community.staff_absence_pct": awaited("6.1", 4216, "not_due", -4004),
    }),
    heldOnly("RYV@BCA", {
      "community.bed_occupancy_pct": awaited("96", 316, "late", 271, "94"),
      "discharge.p1_slots_free": awaited("4", 316, "late", 271, "6"),
      "discharge.p2_beds_free": awaited("2", 316, "late", 271, "2"),
    }),
    heldOnly("RV3-MH@MK", {
      "mental_health.s136_available": awaited("0", 46, "fresh", null, "1"),
      "mental_health.ed_waits_over_12h": awaited("4", 46, "fresh", null, "2"),
      "mental_health.ed_waits_over_24h": awaited("1", 46, "fresh", null, "1"),
      "mental_health.adult_acute_occupancy_pct": awaited("97.5", 46, "fresh", null, "96"),
    }),
    heldOnly("RWK@BCA", {
      "mental_health.s136_available": awaited("1", 16, "fresh"),
      "mental_health.ed_waits_over_12h": awaited("2", 106, "late", 76),
      "mental_health.adult_acute_occupancy_pct": awaited("92", 16, "fresh", null, "94"),
    }),
    heldOnly("MKCC", {
      "opel.declared_level": awaited("3", 346, "not_due", -1094, "2"),
      "council.capacity_vacancies": awaited("31", 346, "not_due", -1094, "38"),
      "council.care_packages_waiting": awaited("14", 346, "not_due", -1094, "11"),
    }),
    heldOnly("CBC", { "council.capacity_vacancies": awaited("44", 346, "not_due", -1094, "44") }),
    heldOnly("MKUCS", {}),
    heldOnly("RYC@QHG", {
      "ambulance.reap_level": awaited("3", 406, "not_due", -1034, "3"),
      "ambulance.csp_level": awaited("2", 406, "not_due", -1034, "2"),
      "calls999.c2_mean_minutes": awaited("38", 16, "fresh", null, "34.5"),
      "ambulance.time_lost_hours": awaited("21.5", 16, "fresh", null, "19"),
    }),
    heldOnly("RYE@QHG", {
      "calls999.c2_mean_minutes": awaited("41", 96, "late", 66, "36"),
      "ambulance.en_route": awaited("11", 96, "late", 66, "9"),
    }),
    heldOnly("111@QHG", {
      "nhs111.in_60s_pct": awaited("61", 1, "fresh", null, "68"),
      "nhs111.abandoned_pct": awaited("7.2", 1, "fresh", null, "5.8"),
      "nhs111.callback_backlog": awaited("52", 1, "fresh", null, "46"),
      "nhs111.longest_wait_seconds": awaited("840", 1, "fresh", null, "510"),
      "nhs111.offered": awaited("131", 1, "fresh", null, "118"),
    }),
  ];
  return Object.fromEntries(pictures.map((picture) => [picture.unit, picture]));
}

export function rise(
  seq: number,
  about: string,
  was: number | null,
  now: number | null,
  minutes: number,
  because: string[],
): LevelEvent {
  return {
    kind: "level",
    seq,
    unit: about,
    was,
    now,
    floor: now ?? 1,
    ceiling: 4,
    because,
    pack_switched: false,
    effective_at: ago(minutes),
    recorded_at: ago(minutes),
  };
}

export function snapshot(over: Partial<Snapshot> = {}): Snapshot {
  return {
    stream: "QHG",
    mode: "simulated",
    disclosure: "all",
    head: 100,
    at: wire(START),
    assessed_through: wire(START),
    tree,
    metrics,
    states: states(),
    matters: {},
    events: [
      rise(98, "RD8-MKH", 3, 4, 16, ["Majors 126 %", "Handover 52 min"]),
      rise(91, "RC9-LUT", 2, null, 20, []),
      rise(84, "QHG", 2, 3, 26, ["RD8-MKH"]),
      rise(70, "RC9-BED", 2, 3, 106, ["G&A 96.4 %", "Majors 108 %"]),
      rise(52, "RD8-MKH", 2, 3, 211, ["Majors 112 %", "Treatment 126 min"]),
    ],
    ...over,
  };
}

/** The last day's levels: a climb, a plateau, a gap, a day that could not be told. */
export function levels(): Levels {
  const day = (code: string, ...steps: [number, number, number | null][]) => {
    const spans = steps.map(([from, to, level]) => ({ from: ago(from), to: ago(to), level }));
    return [code, spans] as const;
  };
  return {
    stream: "QHG",
    seq: 100,
    from: ago(1_440),
    to: wire(START),
    units: Object.fromEntries([
      day(
        "RD8-MKH",
        [1_440, 1_000, 3],
        [1_000, 760, 2],
        [760, 390, 1],
        [390, 211, 2],
        [211, 16, 3],
        [16, 0, 4],
      ),
      day("RC9-BED", [1_440, 900, 2], [760, 560, 1], [560, 106, 2], [106, 0, 3]),
      day("RC9-LUT", [1_440, 700, 3], [700, 20, 2], [20, 0, null]),
    ]),
  };
}
