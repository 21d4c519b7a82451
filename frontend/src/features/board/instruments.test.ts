import { describe, expect, it } from "vitest";
import { counted, mkuh, rise, siteOf, snapshot } from "../../../dev/scene";
import type { FigureState, LiveEvent, Picture } from "../../api/types";
import { nothingYet } from "../../live/picture";
import { countsOf, sayNoneHigh } from "./counts";
import { foundBy, knownOf } from "./found";
import { isOfThis, movedSince, newsSince, parseLooked, writtenLooked } from "./looked";
import { arrangementOf, keptStill, seatsIn } from "./order";
import { allSeats, columnsOf, type Seat } from "./roster";
import { addressShowing, type Filter, isShown, shownIn, toggled } from "./shown";
import { foldRollUps } from "./told";
import { neverHeard, unseenOf } from "./unseen";
import { sameOr } from "./useScene";

const { tree, states, metrics } = snapshot();
const columns = columnsOf(tree, states);
const seats = allSeats(columns);
const codes = (those: readonly Seat[]) => those.map(({ unit }) => unit.code);
const none = new Set<string>();
const only = (...filters: Filter[]) => new Set(filters);

describe("the header's counts", () => {
  const words = (shown: ReadonlySet<Filter>, moved = none) =>
    countsOf(seats, shown, moved, "14:05").map((count) => count.words);

  it("are of what there is any of, worst first, and not of levels 1 and 2", () => {
    expect(words(new Set()).slice(0, 3)).toEqual(["1 site at 4", "1 at 3", "1 not seen"]);
  });

  it("tell how many have changed since the reader looked", () => {
    expect(words(new Set(), new Set(["RD8-MKH", "MK"]))).toContain("1 changed since 14:05");
  });

  it("keep a filter that is on, though none is left of it, so that it can be taken off", () => {
    expect(words(only("at-1"))).toContain("0 at 1");
  });

  it("say that nothing is high only where nothing is", () => {
    expect(sayNoneHigh(seats)).toBeNull();
    expect(sayNoneHigh([])).toBe("no site at 3 or 4");
  });

  it("do not say that nothing is high where there is one that is not seen, or was never heard of", () => {
    const luton = seats.filter(({ unit }) => unit.code === "RC9-LUT");
    expect(sayNoneHigh(luton)).toBe("no site known to be at 3 or 4");
    const silent = luton.map((seat) => ({ ...seat, picture: null }));
    expect(sayNoneHigh(silent)).toBe("no site known to be at 3 or 4");
    expect(countsOf(silent, new Set(), none, "").map((count) => count.words)).toEqual(["1 not seen"]);
  });
});

describe("filters", () => {
  it("show whoever meets any of them, and everybody where there is none", () => {
    const shown = (...filters: Filter[]) =>
      codes(seats.filter((seat) => isShown(seat, new Set(filters), none)));
    expect(shown("at-4")).toEqual(["RD8-MKH"]);
    expect(shown("at-4", "not-seen").sort()).toEqual(["RC9-LUT", "RD8-MKH"]);
    expect(shown()).toHaveLength(seats.length);
  });

  it("find late figures of those that no rules assess too", () => {
    const council = { unit: seats[0]?.unit, picture: overdue() } as Seat;
    expect(isShown(council, only("late"), none)).toBe(true);
  });

  it("are in the address beside what else it asks for, and come back from it", () => {
    const address = addressShowing("/systems/QHG?x=1", only("changed", "at-4"));
    expect(address).toBe("/systems/QHG?x=1&show=at-4,changed");
    expect(shownIn(address.split("?")[1] ?? "")).toEqual(only("at-4", "changed"));
    expect(addressShowing(address, new Set())).toBe("/systems/QHG?x=1");
    expect(addressShowing("/systems/QHG?show=at-4", new Set())).toBe("/systems/QHG");
  });

  it("that this board does not know are none", () => {
    expect(shownIn("?show=at-5,,toString").size).toBe(0);
  });

  it("are turned on and off", () => {
    expect(toggled(only("at-4"), "at-3")).toEqual(only("at-4", "at-3"));
    expect(toggled(only("at-4"), "at-4")).toEqual(new Set());
  });
});

describe("the order", () => {
  const inOrder = arrangementOf(columns, "place", new Set(), none);
  const [first = "", second = "", ...rest] = inOrder.codes;
  const swapped = { ...inOrder, codes: [second, first, ...rest] };

  it("is by place, or the whole system's worst first", () => {
    expect(inOrder.codes).toEqual(codes(seats));
    expect(arrangementOf(columns, "pressure", new Set(), none).codes[0]).toBe("RD8-MKH");
  });

  it("changes as soon as nobody is there", () => {
    expect(keptStill(inOrder, swapped, false)).toEqual({ arrangement: swapped, waits: false });
  });

  it("does not change under a pointer, and says that it waits", () => {
    expect(keptStill(inOrder, swapped, true)).toEqual({ arrangement: inOrder, waits: true });
    expect(keptStill(inOrder, { ...inOrder, codes: [...inOrder.codes] }, true).waits).toBe(false);
  });

  it("hides nobody who is new, and takes nobody away, under a pointer", () => {
    const before = { asked: "", codes: [second] };
    const kept = keptStill(before, { asked: "", codes: [first] }, true);
    expect(kept).toEqual({ arrangement: { asked: "", codes: [second, first] }, waits: true });
    expect(codes(seatsIn(columns, kept.arrangement.codes))).toEqual([second, first]);
  });

  it("is the reader's at once when the reader asks for another", () => {
    const asked = arrangementOf(columns, "place", only("at-4"), none);
    expect(keptStill(inOrder, asked, true)).toEqual({ arrangement: asked, waits: false });
  });
});

describe("what changed since the last look", () => {
  const at = Date.parse("2026-01-12T14:05:00Z");
  const looked = { seq: 100, at };
  const live = (events: LiveEvent[], held: Record<string, Picture> = {}) => {
    return { ...nothingYet, events, states: held };
  };

  it("is remembered as text, and what is no such text is no look", () => {
    expect(parseLooked(writtenLooked(looked))).toEqual(looked);
    for (const text of [null, "", "x", "1", "1 2 3", "-1 5", "1.5 2"]) expect(parseLooked(text)).toBeNull();
  });

  it("is not counted from a look at another stream of the same name", () => {
    expect(isOfThis(looked, { seq: 120, at: at + 1 })).toBe(true);
    expect(isOfThis(looked, { seq: 20, at: at + 1 })).toBe(false);
    expect(isOfThis(looked, { seq: 120, at: at - 1 })).toBe(false);
  });

  it("is whose level an event moved after it", () => {
    const events = [rise(101, "RC9-BED", 2, 3, 0, []), rise(100, "RD8-MKH", 3, 4, 0, [])];
    expect([...movedSince(live(events), looked)]).toEqual(["RC9-BED"]);
  });

  it("is told by the level's own time where events no longer reach back", () => {
    const since = (minute: string, v: number) => ({ ...mkuh, v, since: `2026-01-12T14:${minute}:00Z` });
    const later = live([], { "RD8-MKH": since("06", 101) });
    expect([...movedSince(later, looked)]).toEqual(["RD8-MKH"]);
    expect(movedSince(live([], { "RD8-MKH": since("04", 101) }), looked).size).toBe(0);
  });

  it("is the same set until another level has moved, so that nothing else is drawn again", () => {
    const before = new Set(["A"]);
    expect(sameOr(before, new Set(["A"]))).toBe(before);
    expect([...sameOr(before, new Set(["A", "B"]))]).toEqual(["A", "B"]);
    expect([...sameOr(before, new Set(["B"]))]).toEqual(["B"]);
  });

  it("is nothing on a first visit", () => {
    expect(movedSince(live([rise(101, "RC9-BED", 2, 3, 0, [])]), null).size).toBe(0);
  });

  it("stands above a line, and says where there is more than the board holds", () => {
    const events = (from: number, many: number) =>
      Array.from({ length: many }, (_, i) => rise(from - i, `U${i}`, 2, 3, -i, []));
    const few = events(102, 4);
    const news = newsSince(foldRollUps(few), few, looked);
    expect([news.fresh.length, news.older.length, news.beyond]).toEqual([2, 2, false]);
    const many = events(200, 50);
    expect(newsSince(foldRollUps(many), many, looked).beyond).toBe(true);
    expect(newsSince(foldRollUps(many), many, { seq: 151, at }).beyond).toBe(false);
  });
});

function overdue(state: FigureState = "late"): Picture {
  const figure = { ...counted("9", 60), state, due_at: "2026-01-12T14:15:00Z" };
  return { ...mkuh, assessed: false, level: null, parameters: [], held: { "ed.in_department": figure } };
}

describe("what cannot be seen", () => {
  const unit = seats[0]?.unit;
  const seat = (picture: Picture | null, code: string) => ({ unit: { ...unit, code }, picture }) as Seat;
  const site = (states: Partial<Record<number, FigureState>>) =>
    siteOf({ unit: "X", values: [10, 90, 50, 30, 1, 20, 80, 1, 5], states, since: null });

  it("is worst first: no level, then dead, then late", () => {
    const four = [
      seat(site({ 2: "late" }), "LATE"),
      seat(site({ 2: "queried" }), "QUERIED"),
      seat(site({ 3: "dead" }), "DEAD"),
      seat({ ...site({}), stated: false }, "NONE"),
    ];
    expect(codes(unseenOf(four, metrics).map((one) => one.seat))).toEqual([
      "NONE",
      "DEAD",
      "LATE",
      "QUERIED",
    ]);
  });

  it("has the late figures of those that no rules assess, with when they were due", () => {
    expect(unseenOf([seat(overdue(), "LBC")], metrics)[0]?.hidden).toEqual([
      { how: "late", figures: ["In ED"], since: "2026-01-12T14:15:00Z" },
    ]);
  });

  it("is nothing where all is fresh, not yet due, or a gap on record", () => {
    const quiet = site({ 1: "not_due", 2: "known_gap", 3: "not_applicable" });
    expect(unseenOf([seat(quiet, "X")], metrics)).toEqual([]);
  });

  it("knows of whom nothing has ever come", () => {
    const silent = { ...overdue(), held: {} };
    const heard = [seat(null, "A"), seat(silent, "B"), seat(overdue(), "C"), seat(site({}), "D")];
    expect(codes(neverHeard(heard, true))).toEqual(["A", "B"]);
  });

  it("knows, where it is told levels only, of the hospital that has none yet, and of nobody without rules", () => {
    const hospital = { unit: { ...unit, code: "A", pillar: "acute" }, picture: null } as Seat;
    const council = { unit: { ...unit, code: "C", pillar: "council" }, picture: null } as Seat;
    const plain = seat({ ...overdue(), held: {} }, "B");
    expect(codes(neverHeard([hospital, council, plain, seat(site({}), "D")], false))).toEqual(["A"]);
  });
});

describe("finding an organisation", () => {
  const known = knownOf(columns);
  const found = (typed: string) => foundBy(known, typed).map(({ seat }) => seat.unit.code);

  it("goes by name, code, initials, kind and place", () => {
    expect(found("bedf hosp")[0]).toBe("RC9-BED");
    expect(found("rd8")[0]).toBe("RD8-MKH");
    expect(found("rd8-mkh")).toEqual(["RD8-MKH"]);
    expect(found("mkuh")[0]).toBe("RD8-MKH");
    expect(found("mental").length).toBeGreaterThan(0);
    expect(found("mk together")).toContain("RD8-MKH");
  });

  it("lists those whose name it is before those whose place it is", () => {
    const first = found("bedfordshire").slice(0, 1);
    expect(known.find(({ seat }) => seat.unit.code === first[0])?.seat.unit.name).toMatch(/Bedfordshire/);
  });

  it("finds nobody by what nobody is called, and everybody by nothing", () => {
    expect(found("zzz")).toEqual([]);
    expect(found(" ")).toHaveLength(known.length);
  });
});
