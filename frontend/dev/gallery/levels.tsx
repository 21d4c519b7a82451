// Strips of assessed sites: each level, each way of not being sure of it, what is new, what is not true any more.
import type { FigureState, Picture, Service } from "../../src/api/types";
import { awaited, department, mkuh } from "../scene";
import { AT, acute, ago, NOW, site } from "./made";
import { strip, type Tile } from "./tile";

const HOSPITAL = "MKUH";

function of(code: string, title: string, picture: Picture | null): Tile {
  return strip(title, acute(code, HOSPITAL, picture));
}

function doubt(code: FigureState, title: string, at: number): Tile {
  return of(
    code,
    title,
    site(code, 3, { states: { [at]: code }, ages: { [at]: code === "dead" ? 371 : 52 } }),
  );
}

/** What somebody has said of it, from the afternoon to 18:00. */
function service(code: string, status: Service["status"], reason: string, shut = false): Tile {
  const until = "2026-01-12T18:00:00Z";
  const states = Object.fromEntries(shut ? AT[3].map((_, i) => [i, "closed" as const]) : []);
  const picture = site(code, 3, { states });
  const title = `${status.replaceAll("_", " ")}, and at its level`;
  return of(code, title, {
    ...picture,
    service: { status, reason, until, shut, changes_at: shut ? until : null },
  });
}

const rising = { ...mkuh, unit: "rising", held: { ...mkuh.held, ...department(6, 112, 14, 5, 4) } };
const few = [null, 74, null, null, null, 41, 95.1, null, null];
const three = site("new", 3, { previous: 2, since: ago(3), v: 120 });
const declared = { "opel.declared_level": awaited("3", 346, "not_due", -1094, "2") };

export const levels: Tile[] = [
  of("opel-1", "OPEL 1, all fresh", site("opel-1", 1)),
  of("opel-2", "OPEL 2, all fresh", site("opel-2", 2)),
  of("opel-3", "OPEL 3, all fresh", site("opel-3", 3)),
  of("opel-4", "OPEL 4, all fresh", site("opel-4", 4)),
  of("rising", "Rising, with its department’s counts", rising),
  of(
    "could-be",
    "OPEL 3, could be 4",
    site("could-be", 3, { states: { 0: "late", 4: "late" }, ages: { 0: 52, 4: 52 } }),
  ),
  of("not-enough", "Not enough figures", site("not-enough", 2, { values: few, since: ago(20) })),
  of("no-figures", "Nothing received yet", null),
  doubt("late", "A late figure", 2),
  doubt("dead", "A figure too old to rely on", 2),
  doubt("few", "Too few patients", 1),
  doubt("queried", "A queried figure", 6),
  doubt("unknown", "Unknown to the sender", 8),
  of(
    "never_known",
    "Never received",
    site("never_known", 3, { values: [null, 68, 108, 118, 6.2, 51, 96.4, 4.4, 16.1] }),
  ),
  doubt("known_gap", "A known gap: nothing is said on the strip", 5),
  service("limited", "limited", "CT out of order, head injuries to Luton"),
  service("closed-to-ambulances", "closed_to_ambulances", "Flood in majors"),
  service("closed", "closed", "No power in the emergency department", true),
  of("trial", "Rules on trial", { ...site("trial", 2), provenance: "unverified" }),
  of("declared", "Declared beside what was worked out", {
    ...site("declared", 2),
    held: { ...site("declared", 2).held, ...declared },
  }),
  strip(
    "Changed since the last look, and just now",
    acute("new", HOSPITAL, three),
    { looked: { seq: 90, at: NOW - 41 * 60_000 } },
    { moved: new Set(["new"]) },
  ),
  strip("A role that sees levels only", acute("levels-only", HOSPITAL, site("levels-only", 4)), {
    figures: false,
  }),
  strip("Cut off", acute("cut", HOSPITAL, site("cut", 3)), {}, { board: "board--cut" }),
  strip(
    "Blank after ten minutes without the truth",
    acute("blank", HOSPITAL, site("blank", 3)),
    { blank: true, figures: false },
    {
      board: "board--cut board--blank",
    },
  ),
];
