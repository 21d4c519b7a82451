import { describe, expect, it } from "vitest";
import { tree } from "../../../dev/tree";
import { bookOf } from "./book";
import { wrongIn } from "./entries";
import { expectations } from "./lists/expectations";
import { knownGaps } from "./lists/knownGaps";
import { plainly } from "./plain";
import { errorsIn, ofLines, placeOf, sorted } from "./refused";
import { linesOf } from "./yaml";

const dta = { title: "Decisions to admit", short: "DTA", unit: "count", worse: "higher", places: 0 } as const;
const book = bookOf(tree, { "ed.dta": dta }, [], Date.parse("2026-01-12T14:46:00Z"));

describe("a change as the service tells it", () => {
  it("is told with the names that people use", () => {
    expect(
      plainly("known gap ed.dta ed.* at RD8-MKH from 2026-01-12: review 2026-03-01 → 2027-02-01", book),
    ).toBe(
      "known gap decisions to admit, every ED figure at MKUH from Mon 12 Jan: review Sun 1 Mar → Mon 1 Feb 2027",
    );
    expect(plainly("plan ed.dta of RD8-MKH on weekends at 8 added", book)).toBe(
      "plan decisions to admit of MKUH on Saturday and Sunday at 8 added",
    );
    expect(plainly("assignment acute with type_1_ed from 2026-02-01 10:00:00 added", book)).toBe(
      "assignment acute with a type 1 ED from Sun 1 Feb 10:00 added",
    );
    expect(plainly("Changed meanwhile: seat room_lead added. Nothing was stored.", book)).toBe(
      "Changed meanwhile: seat room_lead added. Nothing was stored.",
    );
  });
});

describe("what is wrong", () => {
  it("before anything is sent is what is missing, and a reason too short or too long", () => {
    const draft = {
      unit: "RD8-MKH",
      metrics: "ed.*",
      reason: " ",
      owner: "J",
      from: "",
      review: "2026-02-01",
    };
    expect(wrongIn(knownGaps.fields, draft, "ok")).toEqual({
      reason: "Fill this in",
      from: "Give a date",
      why: "Say why, in a few words",
    });
    const whole = { ...draft, reason: "No feed", from: "2026-01-12" };
    expect(wrongIn(knownGaps.fields, whole, "x".repeat(301))).toEqual({
      why: "Say it in 300 characters: these are 301",
    });
    expect(wrongIn(knownGaps.fields, whole, "x".repeat(300))).toEqual({});
  });

  it("belongs to its field if it is of the entry that was sent", () => {
    const errors = [
      { field: "known_gaps[2].review", reason: "too late" },
      { field: "known_gaps[2].metrics[1]", reason: "matches none" },
      { field: "entry.owner", reason: "holds a number" },
      { field: "reason", reason: "too long" },
      { field: "known_gaps[2]", reason: "is odd" },
      { field: "known_gaps[1].review", reason: "too late" },
      { field: "known_gaps", reason: "no entry 3" },
      { field: "units[0].code", reason: "taken" },
    ];
    expect(sorted(errors, knownGaps.fields, "known_gaps", 2)).toEqual({
      byField: { review: "too late", metrics: "matches none", owner: "holds a number", why: "too long" },
      above: ["is odd", "Known gaps, entry 2: too late", "no entry 3", "units[0].code: taken"],
    });
  });

  it("inside an expectation belongs to the field that it was typed in", () => {
    const errors = [
      { field: "expectations[0].expect.dead_after", reason: "too short" },
      { field: "expectations[0].expect.times[1]", reason: "not in order" },
      { field: "expectations[0].expect", reason: "no such thing" },
    ];
    expect(sorted(errors, expectations.fields, "expectations", 0).byField).toEqual({
      dead_after: "too short",
      times: "not in order",
      due: "no such thing",
    });
  });

  it("with words that may not be kept belongs to the field that holds them", () => {
    const detail = "entry.owner holds what checks as an NHS number. Nothing of it was kept.";
    const found = errorsIn([], detail);
    expect(found).toEqual([
      { field: "entry.owner", reason: "holds what checks as an NHS number. Nothing of it was kept." },
    ]);
    expect(errorsIn(found, "")).toBe(found);
    expect(errorsIn(undefined, "the stream holds QHG")).toEqual([]);
  });

  it("of a list as text names the entry", () => {
    expect(
      ofLines(
        [
          { field: "plans[4].value", reason: "too high" },
          { field: "plans", reason: "no list" },
        ],
        "plans",
      ),
    ).toEqual(["Entry 5, value: too high", "no list"]);
  });
});

describe("an entry", () => {
  it("is found again where others have come before it, unless it was changed itself", () => {
    const [one, other] = [{ unit: "A", from: "2026-01-01" }, { unit: "B" }];
    expect(placeOf(one, [other, { ...one }])).toBe(1);
    expect(placeOf(one, [other, { ...one, from: "2026-01-02" }])).toBeNull();
  });

  it("is written on one line, in quotes where it would read as something else", () => {
    expect(
      linesOf([
        { unit: "UTC@BED", days: ["mon", "tue"], from: "08:00", until: null, words: "a: b", n: "12", v: 1.5 },
      ]),
    ).toBe(
      '- {unit: UTC@BED, days: [mon, tue], from: "08:00", until: null, words: "a: b", n: "12", v: 1.5}\n',
    );
    expect(linesOf([])).toBe("");
  });
});
