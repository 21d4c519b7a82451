// Which figures the strip of each kind of unit names, in their order; which counts stand beside a level. Data only.
import type { Unit } from "../../api/types";

export interface Named {
  metric: string;
  label: string; // shorter than the metric's own: the strip says whose figure it is
  bare?: boolean; // the label says the unit
  absent?: string; // said at all times where it was never received
}

/** By kind, then by pillar: an urgent treatment centre is primary care, but sends nothing of general practice. */
const KINDS: Record<string, readonly Named[]> = {
  ambulance: [
    { metric: "ambulance.reap_level", label: "REAP" },
    { metric: "ambulance.csp_level", label: "CSP" },
    { metric: "calls999.c2_mean_minutes", label: "C2 mean" },
    { metric: "ambulance.time_lost_hours", label: "Hours lost", bare: true },
  ],
  community: [
    { metric: "community.bed_occupancy_pct", label: "Beds" },
    { metric: "discharge.p1_slots_free", label: "P1 slots" },
    { metric: "discharge.p2_beds_free", label: "P2 beds" },
    { metric: "community.ucr_2h_pct", label: "UCR" },
    { metric: "community.virtual_ward_occupancy_pct", label: "Virtual ward" },
  ],
  mental_health: [
    { metric: "mental_health.s136_available", label: "S136 free" },
    { metric: "mental_health.ed_waits_over_12h", label: "In ED > 12 h" },
    { metric: "mental_health.ed_waits_over_24h", label: "> 24 h" },
    { metric: "mental_health.adult_acute_occupancy_pct", label: "Beds" },
  ],
  council: [
    { metric: "opel.declared_level", label: "Declared OPEL", absent: "level not declared" },
    { metric: "council.capacity_vacancies", label: "Care vacancies" },
    { metric: "council.care_packages_waiting", label: "Packages waiting" },
  ],
  utc: [],
  primary_care: [{ metric: "primary_care.gpas_level", label: "GPAS" }],
  nhs111: [
    { metric: "nhs111.in_60s_pct", label: "In 60 s" },
    { metric: "nhs111.abandoned_pct", label: "Abandoned" },
    { metric: "nhs111.callback_backlog", label: "Call-backs" },
    { metric: "nhs111.longest_wait_seconds", label: "Longest wait" },
  ],
};

export function namedOf({ kind, pillar }: Unit): readonly Named[] | null {
  return KINDS[kind] ?? KINDS[pillar] ?? null;
}

export interface Counted {
  metric: string;
  one: string;
  many: string;
  part: { metric: string; lead: string; tail: string };
}

/** Counts decide where percentages score: these the room works by. */
export const DEPARTMENT: readonly Counted[] = [
  {
    metric: "ed.ambulance_queue",
    one: "crew waiting",
    many: "crews waiting",
    part: { metric: "ed.longest_ambulance_wait_minutes", lead: "longest ", tail: " min" },
  },
  {
    metric: "ed.dta",
    one: "for a bed",
    many: "for a bed",
    part: { metric: "ed.dta_over_8h", lead: "", tail: " over 8 h" },
  },
];
