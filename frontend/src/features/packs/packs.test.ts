import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KnownPack, Packs, PackUse, TriedLevels } from "../../api/types";
import { routeOf } from "../../ui/address";
import { type RulesAsked, rulesAddress } from "../../ui/rulesAddress";
import {
  barsOf,
  differInWords,
  disagreements,
  lastDays,
  saidOf,
  ticksOf,
  unitsFor,
  wrongWith,
} from "./trial";
import { comparedWith, daysInWords, decidedInWords, groupsOf, standingOf, stretchInWords } from "./words";

const LONDON = "Europe/London";
const HOUR = 3_600_000;

const pack = (id: string, version: number, more: Partial<KnownPack> = {}): KnownPack => ({
  id,
  version,
  title: id,
  provenance: "published",
  source: null,
  sha: "0",
  kind: "parameters",
  group: "acute",
  judges: "Acute",
  uses: [],
  trial_units: ["A", "B"],
  local_triggers: [],
  ...more,
});

const use = (standing: PackUse["standing"], more: Partial<PackUse> = {}): PackUse => ({
  from: "2025-06-15T23:00:00.000000Z",
  until: null,
  standing,
  approver: null,
  reason: null,
  provenance: "unverified",
  of: [{ code: "A", name: "Hospital A", short: "A" }],
  ...more,
});

describe("a version", () => {
  it("in force anywhere is in force, whatever else is said of it", () => {
    expect(standingOf(pack("a", 1))).toBe("unused");
    expect(standingOf(pack("a", 1, { uses: [use("past"), use("ahead")] }))).toBe("ahead");
    expect(standingOf(pack("a", 1, { uses: [use("past"), use("now")] }))).toBe("now");
  });

  it("is said with its local day, and its time where that is not midnight", () => {
    expect(stretchInWords(use("now"), LONDON)).toBe("Since 16 Jun 2025 for A");
    const until = "2026-02-01T09:30:00.000000Z";
    expect(stretchInWords(use("now", { until }), LONDON)).toBe(
      "Since 16 Jun 2025 for A, until 1 Feb 2026 09:30",
    );
    expect(stretchInWords(use("ahead"), LONDON)).toBe("From 16 Jun 2025 for A");
    expect(stretchInWords(use("past", { until }), LONDON)).toBe("From 16 Jun 2025 to 1 Feb 2026 09:30 for A");
  });

  it("says who decided on it and why, as far as that is known", () => {
    expect(decidedInWords(use("now"))).toBeNull();
    expect(decidedInWords(use("now", { approver: "D Marchetti", reason: "last winter." }))).toBe(
      "Decided by D Marchetti: last winter.",
    );
    expect(decidedInWords(use("now", { approver: "D Marchetti" }))).toBe("Decided by D Marchetti.");
    expect(decidedInWords(use("now", { reason: "last winter" }))).toBe("Why: last winter.");
  });

  it("is compared with the one before it, else with what is in force", () => {
    const [old, current, other] = [pack("a", 1), pack("b", 4, { uses: [use("now")] }), pack("a", 2)];
    const group = [old, current, other];
    expect(comparedWith(other, group)).toBe(old);
    expect(comparedWith(old, group)).toBe(current);
    expect(comparedWith(old, [old])).toBeNull();
  });

  it("stands with those that judge the same, in the service's order", () => {
    const rollup = pack("r", 1, { group: "rollups", trial_units: [] });
    expect(
      groupsOf([pack("b", 1), pack("a", 1), rollup]).map(({ group, canTry }) => [group, canTry]),
    ).toEqual([
      ["acute", true],
      ["rollups", false],
    ]);
  });
});

describe("an address of the rules", () => {
  const round = (asked: RulesAsked) => {
    const { pathname, search } = new URL(rulesAddress("QHG", asked), "http://board");
    return routeOf(pathname, search);
  };
  const name = fc.record({
    id: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
    version: fc.integer({ min: 1, max: 999 }),
  });

  it("opens what it was made for", () => {
    const asked = fc.oneof(
      fc.constant<RulesAsked>({ show: "list" }),
      fc.record({ show: fc.constant("pack" as const), of: name, than: fc.option(name) }),
      fc.record({
        show: fc.constant("trial" as const),
        trial: fc.record({
          versions: fc.array(name, { minLength: 1, maxLength: 3 }),
          units: fc.array(fc.constantFrom("RD8-MKH", "RV3@MK"), { maxLength: 2 }),
          days: fc.option(fc.constant({ from: "2026-01-01", to: "2026-01-28" })),
        }),
      }),
    );
    fc.assert(
      fc.property(asked, (one) => {
        expect(round(one)).toEqual({ page: "rules", code: "QHG", asked: one });
      }),
    );
  });

  it("of nothing that can be is the list", () => {
    for (const query of ["?pack=x", "?pack=../x&version=1", "?try=", "?try=nonsense", "?pack=x&version=-1"]) {
      expect(routeOf("/systems/QHG/rules", query), query).toMatchObject({ asked: { show: "list" } });
    }
  });
});

const BEGINS = Date.parse("2026-01-12T00:00:00Z");
const OVER = { begins: BEGINS, ends: BEGINS + 24 * HOUR };
const at = (hours: number) => new Date(BEGINS + hours * HOUR).toISOString();

/** Levels as hours at which each begins. */
function levels(...steps: [number, number | null][]): TriedLevels {
  const spans = steps.map(([from, level], i) => ({ from: at(from), to: at(steps[i + 1]?.[0] ?? 24), level }));
  return { one: 0, two: 0, three: 0, four: 0, unstated: 0, changes: 0, flaps: 0, coarse: false, spans };
}

describe("what was tried", () => {
  it("is of whole days, or up to now", () => {
    const until = (to: string) => daysInWords("2026-01-10T00:00:00.000000Z", to, LONDON);
    expect(until("2026-01-13T00:00:00.000000Z")).toBe("10 Jan 2026 to 12 Jan 2026");
    expect(until("2026-01-12T14:46:00.000000Z")).toBe("10 Jan 2026 to 12 Jan 2026 14:46");
  });

  it("is drawn from end to end", () => {
    expect(barsOf(levels([0, null], [6, 2], [18, 4]), OVER)).toEqual([
      { level: null, x: 0, wide: 25 },
      { level: 2, x: 25, wide: 50 },
      { level: 4, x: 75, wide: 25 },
    ]);
  });

  it("differs where not all versions tell the same", () => {
    const found = disagreements([levels([0, 2], [12, 3]), levels([0, 2], [6, 3], [18, 4])], OVER);
    expect(found).toEqual([
      { x: 25, wide: 25 },
      { x: 75, wide: 25 },
    ]);
    expect(disagreements([levels([0, 2]), levels([0, 2])], OVER)).toEqual([]);
    expect(disagreements([levels([0, 1], [6, 2], [12, 1]), levels([0, 3])], OVER)).toEqual([
      { x: 0, wide: 100 },
    ]);
  });

  it("never differs with itself, and differs for as long whichever comes first", () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 23 }), { maxLength: 6 }).chain((hours) =>
      fc
        .array(fc.constantFrom(1, 2, 3, 4, null), {
          minLength: hours.length + 1,
          maxLength: hours.length + 1,
        })
        .map((told) =>
          levels(
            ...[0, ...hours.sort((a, b) => a - b)].map((hour, i): [number, number | null] => [
              hour,
              told[i] ?? null,
            ]),
          ),
        ),
    );
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(disagreements([one, one], OVER)).toEqual([]);
        expect(disagreements([one, other], OVER)).toEqual(disagreements([other, one], OVER));
      }),
    );
  });

  it("is said in hours", () => {
    const told = { ...levels([0, 2]), two: 20 * 3600, four: 4 * 3600 };
    expect(saidOf(told)).toBe("OPEL 2 for 20 h, OPEL 4 for 4 h");
    const unit = { code: "A", name: "A", short: "A", levels: [told, told], differ: [] };
    expect(differInWords({ ...unit, differ_seconds: 0, differ_count: 0 })).toBe(
      "The versions tell the same throughout.",
    );
    expect(differInWords({ ...unit, differ_seconds: 5400, differ_count: 1 })).toBe(
      "They differ for 1.5 h of 24 h (6.3 %), in 1 stretch.",
    );
    expect(differInWords({ ...unit, differ_seconds: 20, differ_count: 2 })).toBe(
      "They differ for 1 min of 24 h (under 0.1 %), in 2 stretches.",
    );
  });

  it("has its days marked, never more than there is room for", () => {
    const midnights = Array.from({ length: 28 }, (_, day) => BEGINS + day * 24 * HOUR);
    const ticks = ticksOf({ begins: BEGINS, ends: BEGINS + 28 * 24 * HOUR }, midnights, 8);
    expect(ticks.map(({ x }) => x)).toEqual([0, 4, 8, 12, 16, 20, 24].map((day) => (100 * day) / 28));
  });
});

describe("what is to be tried", () => {
  it("is the last four weeks unless said otherwise", () => {
    expect(lastDays("2026-01-12")).toEqual({ from: "2025-12-16", to: "2026-01-12" });
  });

  it("says what is wrong with it", () => {
    const trial = {
      versions: [{ id: "a", version: 1 }],
      units: [],
      days: { from: "2026-01-01", to: "2026-01-12" },
    };
    const wrong = (days: { from: string; to: string }) => wrongWith({ ...trial, days }, ["A"], "2026-01-12");
    expect(wrongWith(trial, ["A"], "2026-01-12")).toBeNull();
    expect(wrongWith({ ...trial, versions: [] }, ["A"], "2026-01-12")).toMatch("at least one version");
    expect(wrongWith(trial, [], "2026-01-12")).toMatch("at least one organisation");
    expect(wrong({ from: "2026-01-12", to: "2026-01-11" })).toMatch("Turn them round");
    expect(wrong({ from: "2026-01-13", to: "2026-01-14" })).toMatch("not come yet");
    expect(wrong({ from: "", to: "2026-01-12" })).toMatch("both days");
    expect(wrong({ from: "2025-01-11", to: "2026-01-12" })).toMatch("367 days: a year at most");
    expect(wrong({ from: "2025-01-12", to: "2026-01-12" })).toBeNull();
  });

  it("is of organisations that every version chosen can judge", () => {
    const units = ["A", "B"].map((code) => ({ code, name: code, short: code }));
    const [both, one] = [pack("both", 1), pack("one", 1, { trial_units: ["B"] })];
    const packs: Packs = { stream: "QHG", timezone: LONDON, at: at(0), packs: [both, one], units };
    const codes = (...versions: KnownPack[]) => unitsFor(packs, versions, "acute").map(({ code }) => code);
    expect([codes(both), codes(both, one), codes()]).toEqual([["A", "B"], ["B"], ["A", "B"]]);
  });
});
