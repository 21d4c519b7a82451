import { describe, expect, it } from "vitest";
import { tree } from "../../../dev/tree";
import type { Metric } from "../../api/types";
import { adding, doing, labelOf } from "./asking";
import { bookOf, figuresWords, type PackChoice } from "./book";
import type { Entry, List } from "./entries";
import { LISTS, partOf } from "./lists/all";
import { assignments, prefilled } from "./lists/assignments";
import { dueWords, expectations, lateWords } from "./lists/expectations";
import { knownGaps } from "./lists/knownGaps";
import { notApplicable } from "./lists/notApplicable";
import { openingHours, serviceStatus } from "./lists/service";
import { triggers, withTriggers } from "./lists/triggers";

const metric = (title: string): Metric => ({
  title,
  short: title,
  unit: "count",
  worse: "higher",
  places: 0,
});
const metrics = {
  "ed.dta": metric("Patients with a decision to admit"),
  "ed.in_department": metric("ED patients now"),
  "discharge.p1_waiting": metric("Waiting on pathway 1"),
};
const packs: PackChoice[] = [
  { id: "acute", version: 1, title: "OPEL acute", provenance: "published", kind: "parameters" },
  { id: "acute", version: 2, title: "OPEL acute", provenance: "unverified", kind: "parameters" },
  { id: "rollup", version: 1, title: "By points", provenance: "published", kind: "rollup" },
  { id: "local", version: 1, title: "Local triggers", provenance: "unverified", kind: "triggers" },
];
const book = bookOf(tree, metrics, packs, Date.parse("2026-01-12T14:46:00Z"));

const gap = (over: Entry = {}): Entry => {
  return {
    unit: "RD8-MKH",
    metrics: ["discharge.*"],
    reason: "No feed yet",
    owner: "J Okoro",
    from: "2026-01-02",
    review: "2026-03-01",
    ...over,
  };
};
const labels = (list: List, entry: Entry, all: Entry[] = [entry]) => list.ways(entry, all, book).map(labelOf);
const cells = (list: List, entry: Entry) => list.columns.map(({ says }) => says(entry, book));

/** What the entry comes to when it is done, and what is said of it before. */
function done(
  list: List,
  entry: Entry,
  label: string,
  typed: Record<string, string> = {},
  all: Entry[] = [entry],
) {
  const way = list.ways(entry, all, book).find((one) => labelOf(one) === label);
  if (!way) throw new Error(`no ${label}`);
  const asking = doing(way, list, entry, all, book);
  const draft = { ...asking.draft, ...typed };
  return { entry: asking.entryOf(draft), says: asking.says(draft), seen: asking.seen };
}

describe("figures", () => {
  it("are called by their titles, and families of them in words", () => {
    expect(figuresWords(["ed.*", "ed.dta", "ed.in_department", "beds.ga*", "strange.*", "*"], book)).toBe(
      "every ED figure, patients with a decision to admit, ED patients now, every figure named beds.ga*, every figure of strange and every figure",
    );
  });
});

describe("every list", () => {
  it("can be opened at by its name, and adds nothing that was not filled in", () => {
    for (const list of LISTS.filter(({ fields }) => fields.length > 0)) {
      expect(partOf(list.part)).toBe(list.part);
      const asking = adding(list, book, []);
      expect(asking.says(asking.draft), list.part).toBeNull();
    }
    expect(partOf("units")).toBeNull();
  });

  it("writes an entry that is changed in nothing as it was", () => {
    const whole: [List, Entry][] = [
      [knownGaps, gap({ provenance: "published" })],
      [notApplicable, { unit: "RD8-MKH", metric: "ed.dta", approver: "A", from: "2026-01-01" }],
      [
        serviceStatus,
        {
          unit: "RD8-MKH",
          status: "closed",
          reason: "Flood",
          from: "2026-01-12T14:00",
          until: "2026-01-12T18:00",
        },
      ],
      [openingHours, { unit: "RD8-MKH", days: ["weekdays"], from: "08:00", until: "24:00" }],
      [
        expectations,
        { pillar: "acute", has: "type_1_ed", metrics: ["ed.*"], expect: { every: "15m", grace: "30m" } },
      ],
      [
        expectations,
        {
          units: ["RD8-MKH"],
          metrics: ["ed.*"],
          expect: {
            times: ["08:00", "11:00"],
            days: ["mon"],
            grace_at: { "08:00": "3h" },
            satisfied_from: "3h",
          },
        },
      ],
      [expectations, { pillar: "acute", metrics: ["ed.*"], expect: null }],
      [triggers, { pack: "local", version: 1, from: "2026-02-01" }],
      [
        assignments,
        { pillar: "acute", has: "type_1_ed", pack: "acute", version: 1, from: "2026-02-01T10:00" },
      ],
      [assignments, { body: "MK", pack: null, from: "2026-02-01" }],
    ];
    for (const [list, entry] of whole) {
      expect(list.entryOf(list.draftOf(entry, book), entry), list.part).toEqual(entry);
    }
  });
});

describe("a known gap", () => {
  it("is told with whose it is, and marked when its review is near or past", () => {
    expect(cells(knownGaps, gap())).toEqual([
      "MKUH",
      "Every discharge figure",
      "No feed yet",
      "J Okoro",
      "Fri 2 Jan",
      "Sun 1 Mar",
    ]);
    const marks = [
      "2026-01-20",
      "2026-01-19",
      "2026-01-13",
      "2026-01-12",
      "2026-01-11",
      "2026-01-05",
      "2026-01-04",
    ];
    expect(marks.map((review) => knownGaps.mark(gap({ review }), book))).toEqual([
      null,
      "review in 7 days",
      "review tomorrow",
      "review today: expected again",
      "review was yesterday: expected again",
      "review was 7 days ago: expected again",
      null,
    ]);
  });

  it("is over a week after its review: until then somebody has to see to it", () => {
    const standing = (entry: Entry) => knownGaps.standing(entry, [], book);
    expect(standing(gap())).toBe("now");
    expect(standing(gap({ from: "2026-01-13" }))).toBe("ahead");
    expect(standing(gap({ review: "2026-01-05" }))).toBe("now");
    expect(standing(gap({ review: "2026-01-04" }))).toBe("over");
  });

  it("is ended on an earlier day of review, and the words say from when it is expected", () => {
    expect(labels(knownGaps, gap())).toEqual(["Change", "End"]);
    const { entry, says, seen } = done(knownGaps, gap(), "End", { review: "2026-01-13" });
    expect(entry).toEqual(gap({ review: "2026-01-13" }));
    expect(says).toBe("From Tue 13 Jan every discharge figure at MKUH is expected again.");
    expect(seen).toEqual(gap());
  });

  it("that began today or lies ahead is removed, and one whose review has been can be given another", () => {
    expect(done(knownGaps, gap({ from: "2026-01-12" }), "Remove")).toMatchObject({
      entry: null,
      says: "At once every discharge figure at MKUH is expected again. What the boards showed meanwhile stays as it was.",
    });
    expect(done(knownGaps, gap({ from: "2026-01-13" }), "Remove").says).toBe(
      "It never begins: every discharge figure at MKUH stays expected.",
    );
    expect(labels(knownGaps, gap({ review: "2026-01-12" }))).toEqual(["Change"]);
  });
});

describe("what does not apply", () => {
  const entry = { unit: "RC9-BED", metric: "ed.dta", approver: "A Lee", from: "2026-01-01" };

  it("is ended on a day that is given", () => {
    expect(cells(notApplicable, entry).slice(2)).toEqual(["A Lee", "Thu 1 Jan", "no end"]);
    const ended = done(notApplicable, entry, "End", { until: "2026-01-13" });
    expect(ended.entry).toEqual({ ...entry, until: "2026-01-13" });
    expect(ended.says).toBe(
      "From Tue 13 Jan patients with a decision to admit at Bedford applies, and is expected again.",
    );
    expect(notApplicable.standing({ ...entry, until: "2026-01-12" }, [], book)).toBe("over");
    expect(labels(notApplicable, { ...entry, until: "2026-01-12" })).toEqual([]);
  });
});

describe("a service's status", () => {
  const entry = {
    unit: "RD8-MKH",
    status: "closed_to_ambulances",
    reason: "Flood",
    from: "2026-01-12T14:00",
    until: "2026-01-13T08:00",
  };

  it("is told with its end, and ended at a minute", () => {
    expect(cells(serviceStatus, entry)).toEqual([
      "MKUH",
      "Closed to ambulances",
      "Flood",
      "14:00",
      "Tue 13 Jan 08:00",
    ]);
    const ended = done(serviceStatus, entry, "End", { until: "2026-01-12T15:00" });
    expect(ended.entry).toEqual({ ...entry, until: "2026-01-12T15:00" });
    expect(ended.says).toBe("From 15:00 MKUH takes ambulances again.");
  });

  it("is ahead, in force or over by the minute", () => {
    const at = (from: string, until: string) => serviceStatus.standing({ ...entry, from, until }, [], book);
    expect(at("2026-01-12T14:47", "2026-01-12T18:00")).toBe("ahead");
    expect(at("2026-01-12T14:46", "2026-01-12T18:00")).toBe("now");
    expect(at("2026-01-12T14:00:00", "2026-01-12T14:46:00")).toBe("over");
  });
});

describe("opening hours", () => {
  const entry = { unit: "RD8-MKH", days: ["weekdays"], from: "08:00", until: "24:00" };

  it("say what is left when they are removed", () => {
    expect(cells(openingHours, entry)).toEqual(["MKUH", "Monday to Friday", "08:00 to midnight"]);
    expect(cells(openingHours, { ...entry, days: undefined })[1]).toBe("Every day");
    expect(done(openingHours, entry, "Remove").says).toContain("counts as open round the clock");
    const other = { ...entry, days: ["weekends"] };
    expect(done(openingHours, entry, "Remove", {}, [entry, other]).says).toBe(
      "From now on MKUH is open in its other hours only.",
    );
  });
});

describe("an expectation", () => {
  it("is told as when it is due and when it is late", () => {
    const times = { times: ["08:00", "11:00"], grace: "45m", grace_at: { "08:00": "3h" }, dead_after: "1d" };
    expect(dueWords(times)).toBe("08:00 and 11:00 every day");
    expect(lateWords(times)).toBe("after 45 min (3 h after 08:00), no longer relied on after 1 day");
    expect(dueWords({ every: "1h30m" })).toBe("every 1 h 30 min");
    expect(lateWords({ every: "15m" })).toBe("at once");
    expect(dueWords(null)).toBe("never");
  });

  it("keeps the grace of a time that is still one of its times", () => {
    const before = {
      pillar: "acute",
      metrics: ["beds.*"],
      expect: { times: ["08:00", "11:00"], grace_at: { "08:00": "3h" } },
    };
    const draft = expectations.draftOf(before, book);
    const at = (times: string) => expectations.entryOf({ ...draft, times }, before).expect;
    expect(at("08:00, 14:00")).toEqual({
      times: ["08:00", "14:00"],
      days: ["every_day"],
      grace_at: { "08:00": "3h" },
    });
    expect(at("14:00")).toEqual({ times: ["14:00"], days: ["every_day"] });
  });

  it("is asked of organisations one by one, or of a kind", () => {
    const before = { pillar: "acute", has: "type_1_ed", metrics: ["ed.*"], expect: null };
    const draft = { ...expectations.draftOf(before, book), who: "units", units: "RD8-MKH RC9-BED" };
    expect(expectations.entryOf(draft, before)).toEqual({
      units: ["RD8-MKH", "RC9-BED"],
      metrics: ["ed.*"],
      expect: null,
    });
    expect(cells(expectations, before)[0]).toBe("Every acute organisation with a type 1 ED");
  });
});

describe("rules in use", () => {
  const first = {
    pillar: "acute",
    pack: "acute",
    version: 1,
    from: "2025-06-16",
    approver: "B Shah",
    reason: "Review",
  };
  const second = { pillar: "acute", pack: "acute", version: 2, from: "2026-01-12T14:46" };
  const ahead = { pillar: "acute", pack: null, from: "2026-02-01" };
  const other = { body: "MK", pack: "rollup", version: 1, from: "2023-12-01" };
  const all = [first, second, ahead, other];

  it("are followed by the next about the same that has begun", () => {
    expect(all.map((entry) => assignments.standing(entry, all, book))).toEqual([
      "over",
      "now",
      "ahead",
      "now",
    ]);
    expect(cells(assignments, first)).toEqual([
      "Every acute organisation",
      "OPEL acute, version 1",
      "Mon 16 Jun 2025",
      "B Shah: Review",
    ]);
  });

  it("that have begun are neither changed nor removed, only followed", () => {
    expect(all.map((entry) => labels(assignments, entry, all))).toEqual([
      [],
      ["Replace from a date…"],
      ["Change", "Remove"],
      ["Replace from a date…"],
    ]);
    const typed = { pack: "acute 1", from: "2026-01-14T10:00" };
    expect(done(assignments, second, "Replace from a date…", typed, all)).toEqual({
      seen: null,
      entry: { pillar: "acute", pack: "acute", version: 1, from: "2026-01-14T10:00" },
      says: "From Wed 14 Jan 10:00 OPEL acute, version 1 judges every acute organisation.",
    });
  });

  it("that are changed are approved anew: the reason before is not that of this change", () => {
    const before = { ...ahead, approver: "B Shah", reason: "Review" };
    const draft = { ...assignments.draftOf(before, book), from: "2026-03-01T00:00", approver: "" };
    expect(assignments.entryOf(draft, before)).toEqual({ pillar: "acute", pack: null, from: "2026-03-01" });
  });

  it("asked for by the address judge whom an earlier version judges", () => {
    expect(prefilled("acute", "1", all, book)).toEqual({
      target: "pillar:acute",
      pack: "acute 1",
      from: "2026-01-13T00:00",
    });
    expect(prefilled("new", "1", all, book).target).toBeUndefined();
  });

  it("offer packs of local triggers only among local triggers", () => {
    const offered = (list: List) =>
      list.fields
        .find(({ key }) => key === "pack")
        ?.options?.(book)
        .flatMap(({ options }) => options.map(({ value }) => value));
    expect(offered(assignments)).toEqual(["acute 1", "acute 2", "rollup 1", "none"]);
    expect(offered(triggers)).toEqual(["local 1", "local none"]);
  });

  it("of local triggers can be chosen if they are in use, known or not", () => {
    const used = [
      { pack: "local", version: 1, from: "2025-12-01" },
      { pack: "older", version: 3, from: "2025-01-01" },
      { pack: "older", version: null, from: "2025-12-01" },
    ];
    const choices = withTriggers(packs, used);
    expect(choices.slice(0, 4)).toEqual(packs);
    expect(choices.slice(4)).toEqual([
      { id: "older", version: 3, title: "older", provenance: "", kind: "triggers" },
    ]);
  });

  it("of local triggers end by a line that says so", () => {
    const used = { pack: "local", version: 1, from: "2025-12-01" };
    const typed = { pack: "local none", from: "2026-01-13T00:00" };
    expect(done(triggers, used, "Replace from a date…", typed)).toEqual({
      seen: null,
      entry: { pack: "local", version: null, from: "2026-01-13" },
      says: "From Tue 13 Jan the local triggers of local are no longer looked at.",
    });
  });
});
