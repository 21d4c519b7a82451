// A made-up afternoon for the tests: pictures from a few numbers each.
import type { LevelEvent, Metric, Parameter, Picture, Snapshot, Tree } from "../src/api/types.ts";

const START = Date.parse("2026-01-12T14:46:00Z");
const wire = (ms: number) => new Date(ms).toISOString().replace("Z", "000Z");
const ago = (minutes: number, from = START) => wire(from - minutes * 60_000);

const metric = (
  title: string,
  short: string,
  unit: string,
  worse: Metric["worse"],
  places: number,
): Metric => {
  return { title, short, unit, worse, places };
};

export const metrics: Record<string, Metric> = {
  "ambulance.mean_handover_minutes": metric(
    "Mean ambulance handover time since midnight",
    "Handover",
    "min",
    "higher",
    1,
  ),
  "ed.four_hour_performance_pct": metric("ED four-hour performance", "4-hour", "%", "lower", 1),
  "ed.majors_resus_occupancy_pct": metric(
    "Majors and resus cubicle occupancy (adult)",
    "Majors",
    "%",
    "higher",
    1,
  ),
  "ed.median_time_to_treatment_minutes": metric(
    "Median time to treatment since midnight",
    "Treatment",
    "min",
    "higher",
    0,
  ),
  "ed.over_12h_from_arrival_pct": metric(
    "Patients in ED over 12 h from arrival",
    "Over 12 h",
    "%",
    "higher",
    1,
  ),
  "ed.referred_to_service_pct": metric("Patients in ED referred to a service", "Referred", "%", "higher", 1),
  "beds.ga_occupancy_pct": metric("General and acute bed occupancy", "G&A", "%", "higher", 1),
  "beds.escalation_open_pct": metric("Open beds that are escalation beds", "Escalation", "%", "higher", 1),
  "beds.nctr_pct": metric("Beds with no criteria to reside", "NCTR", "%", "higher", 1),
  "beds.ga_open": metric("General and acute beds open", "G&A open", "count", "neither", 0),
  "ed.in_department": metric("Patients in the department", "In ED", "count", "higher", 0),
  "community.bed_occupancy_pct": metric("Community bed occupancy", "Beds", "%", "higher", 1),
  "community.virtual_ward_occupancy_pct": metric("Virtual ward occupancy", "Virtual ward", "%", "neither", 1),
  "mental_health.s136_available": metric("Section 136 suites available", "S136 free", "count", "lower", 0),
  "ambulance.reap_level": metric("REAP level", "REAP", "level", "higher", 0),
  "ambulance.category_2_mean_minutes": metric(
    "Category 2 mean since midnight",
    "Cat 2 mean",
    "min",
    "higher",
    0,
  ),
};

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
  worst: null,
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
  const sure = state === "fresh" || state === "not_due";
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
    parameters: [],
    held,
  };
}

function rollUp(unit: string, scope: "place" | "system", worst: Picture, over: Partial<Picture>): Picture {
  return { ...worst, unit, scope, worst: worst.unit, parameters: [], held: {}, ...over };
}

const unit = (code: string, name: string, short: string, pillar: string, opens: string | null = null) => {
  return {
    code,
    name,
    short,
    kind: pillar === "acute" ? "site" : "service",
    pillar,
    provider: code.slice(0, 3),
    opens,
  };
};

export const tree: Tree = {
  code: "QHG",
  name: "Bedfordshire, Luton and Milton Keynes",
  timezone: "Europe/London",
  places: [
    {
      code: "MK",
      name: "MK Together",
      units: [
        unit("RD8-MKH", "Milton Keynes University Hospital", "MKUH", "acute"),
        unit("RV3@MK", "CNWL Milton Keynes community services", "CNWL MK", "community"),
        unit("RV3-MH@MK", "CNWL Milton Keynes mental health", "CNWL MK MH", "mental_health"),
        unit("MKUCS", "Milton Keynes Urgent Care", "MK UTC", "primary_care", "08:00 to 23:00"),
        unit("MKCC", "Milton Keynes City Council", "MKCC", "council"),
      ],
    },
    {
      code: "BCA",
      name: "Bedfordshire Care Alliance",
      units: [
        unit("RC9-BED", "Bedford Hospital", "Bedford", "acute"),
        unit("RC9-LUT", "Luton and Dunstable University Hospital", "Luton", "acute"),
        unit("RYV@BCA", "Cambridgeshire Community Services", "CCS", "community"),
        unit("RWK@BCA", "East London FT, Bedfordshire and Luton", "ELFT", "mental_health"),
        unit("CBC", "Central Bedfordshire Council", "CBC", "council"),
      ],
    },
  ],
  system_wide: [
    unit("RYC@QHG", "East of England Ambulance Service", "EEAST", "ambulance"),
    unit("RYE@QHG", "South Central Ambulance Service", "SCAS", "ambulance"),
    unit("111@QHG", "NHS 111 for BLMK", "111", "nhs111"),
  ],
};

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
    mkuh,
    bedford,
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
      "community.bed_occupancy_pct": counted("93.1", 320),
      "community.virtual_ward_occupancy_pct": counted("78", 320),
    }),
    heldOnly("RV3-MH@MK", { "mental_health.s136_available": counted("0", 46) }),
    heldOnly("RYC@QHG", {
      "ambulance.reap_level": counted("3", 3200),
      "ambulance.category_2_mean_minutes": counted("38", 16),
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
