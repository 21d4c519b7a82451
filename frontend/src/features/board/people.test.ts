import { describe, expect, it } from "vitest";
import { answered, busyMatters, card, held, minutesAgo, okoro } from "../../../dev/matters";
import { rise, snapshot } from "../../../dev/scene";
import { byUnit } from "../../live/unitMatters";
import { actsOf } from "../../ui/people/acts";
import { countsOf, tallyOf, withoutStrip } from "./counts";
import { entriesOf } from "./lately";
import { allSeats, columnsOf } from "./roster";
import { type Filter, isShown, shownIn } from "./shown";

const { tree, states } = snapshot();
const seatsWith = (matters: ReturnType<typeof busyMatters>) =>
  allSeats(columnsOf(tree, states, byUnit(matters, null)));
const none = new Set<never>();
const showing = (...filters: Filter[]) => new Set(filters);

describe("counts of what people deal with", () => {
  const matters = busyMatters();
  const seats = seatsWith(matters);

  it("are of all there is, wherever it is, and say nothing where there is none", () => {
    const words = countsOf(seats, none, none, "", tallyOf(matters)).map((one) => one.words);
    expect(words).toContain("4 unowned");
    expect(words).toContain("2 alerts");
    const calm = countsOf(seatsWith({}), none, none, "", tallyOf({})).map((one) => one.words);
    expect(calm.join()).not.toMatch(/unowned|alert/);
  });

  it("count nothing that somebody has", () => {
    expect(tallyOf(held(answered(), card(1, { owner: okoro })))).toEqual({ unowned: 0, alerts: 1 });
  });

  it("filter the organisations where it is, and say what is at none of them", () => {
    const shown = (filter: Filter) =>
      seats.filter((seat) => isShown(seat, showing(filter), none)).map(({ unit }) => unit.code);
    expect(shown("unowned")).toEqual(["RD8-MKH"]);
    expect(shown("alerts")).toEqual(["RD8-MKH", "RC9-LUT"]);
    expect(withoutStrip(seats, showing("unowned"), tallyOf(matters))).toBe(1);
    expect(withoutStrip(seats, showing("alerts"), tallyOf(matters))).toBe(0);
    expect(withoutStrip(seats, showing("late"), tallyOf(matters))).toBe(0);
  });

  it("are filters that the address carries", () => {
    expect([...shownIn("show=alerts,unowned")]).toEqual(["unowned", "alerts"]);
  });
});

describe("what has happened", () => {
  const opened = (n: number, minutes: number) => {
    const at = minutesAgo(minutes);
    return card(n, { log: [{ at, did: "opened", by: null, name: null, text: null }] });
  };
  const looked = { seq: 90, at: Date.parse(minutesAgo(60)) };
  const levels = [rise(98, "RD8-MKH", 3, 4, 16, []), rise(70, "RC9-BED", 2, 3, 106, [])];

  it("is one list of levels and deeds, with what the reader had seen below", () => {
    const acts = actsOf(held(opened(1, 16), opened(2, 16), opened(3, 80), opened(4, 5)));
    const { fresh, older } = entriesOf(levels, acts, looked);
    const keys = (entries: typeof fresh) => entries.map(({ key }) => key);
    expect(keys(fresh)).toEqual(["card-4:0", "card-1:0", "98:level:RD8-MKH:"]);
    expect(keys(older)).toEqual(["card-3:0", "70:level:RC9-BED:"]);
  });

  it("is of levels alone where people have done nothing, whatever act was heard of", () => {
    const times = { effective_at: minutesAgo(1), recorded_at: minutesAgo(1) };
    const act = { kind: "act", seq: 99, unit: "A", about: "alert", matter: "alert-1", did: "paged" } as const;
    const { fresh, older } = entriesOf([{ ...act, by: null, ...times }, ...levels], [], null);
    expect([fresh.length, older.map(({ kind }) => kind)]).toEqual([0, ["level", "level"]]);
  });
});
