import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { metrics } from "../../../dev/metrics";
import { mkuh, siteOf } from "../../../dev/scene";
import { tree } from "../../../dev/tree";
import type { Answer } from "../../api/client";
import type { DueFigure, Line, UnitDay } from "../../api/types";
import { inquire } from "../../ui/inquiry";
import { dayInWords, dayOf, daysFrom, isOffered } from "./days";
import { currentInWords, dueGroups } from "./due";
import { placed } from "./placed";
import { notReliedOn, waitingOf, whyNow } from "./reasons";
import { nameOfChart, sayLatest } from "./said";

describe("why a level is what it is", () => {
  it("is one sentence: points of available, the band, what carries most", () => {
    expect(whyNow(mkuh, metrics)).toBe(
      "22 of 27 points, 81.5 %: OPEL 4 is over 70 %. Most of them: handover 52 min, 4-hour 57 % and majors 126 %.",
    );
  });

  it("names both ends of a band between two others", () => {
    expect(whyNow({ ...mkuh, level: 3 }, metrics)).toContain("OPEL 3 is over 40 % and up to 70 %.");
    const points = {
      ...mkuh,
      level: 2,
      score_kind: "points" as const,
      bands: ["11", "22", "33"] as [string, string, string],
    };
    expect(whyNow(points, metrics)).toContain(
      "22 of 27 points: OPEL 2 is over 11 points and up to 22 points.",
    );
  });

  it("says no level where there are too few figures", () => {
    const few = siteOf({ unit: "X", values: [52], since: null });
    expect(whyNow(few, metrics)).toContain("too few figures to say a level; it could be 1 to 4");
  });

  it("names what it does not rest on, each with the reason", () => {
    const late = siteOf({
      unit: "X",
      values: [52, null, 90],
      states: { 0: "late", 2: "fresh" },
      since: null,
    });
    expect(notReliedOn({ ...late, parameters: late.parameters.slice(0, 3) }, metrics)).toBe(
      "Handover 52 min (late) and 4-hour (never received).",
    );
    expect(notReliedOn(mkuh, metrics)).toBeNull();
  });

  it("says when it will move, as the service keeps it", () => {
    const since = "2026-01-12T19:00:00Z";
    const settling = {
      ...mkuh.settling,
      at_most: [null, null, since],
      next_change_at: "2026-01-12T19:30:00Z",
    };
    const falling = { ...mkuh, settling: settling as typeof mkuh.settling };
    expect(waitingOf(falling)).toEqual({ toward: 3, since, moves: "2026-01-12T19:30:00Z" });
    expect(waitingOf(mkuh)).toBeNull();
  });
});

describe("local days", () => {
  const zone = "Europe/London";

  it("begin at the system's own midnight", () => {
    expect(dayOf("2026-07-11T23:30:00Z", zone)).toBe("2026-07-12");
    expect(dayOf("2026-01-11T23:30:00Z", zone)).toBe("2026-01-11");
  });

  it("are one step apart over both nights that the clocks change in, and over years", () => {
    expect([daysFrom("2026-03-28", 1), daysFrom("2026-03-30", -1)]).toEqual(["2026-03-29", "2026-03-29"]);
    expect([daysFrom("2025-10-25", 1), daysFrom("2025-10-27", -1)]).toEqual(["2025-10-26", "2025-10-26"]);
    expect(daysFrom("2026-01-01", -1)).toBe("2025-12-31");
  });

  it("are offered up to today, and only where the calendar has them", () => {
    expect(isOffered("2026-01-12", "2026-01-12")).toBe(true);
    expect(isOffered("2026-01-13", "2026-01-12")).toBe(false);
    expect(isOffered("2026-02-30", "2026-03-12")).toBe(false);
  });

  it("are said with their weekday", () => {
    expect(dayInWords("2026-01-11")).toBe("Sun 11 Jan 2026");
  });
});

describe("what is due", () => {
  const due = (metric: string, over: Partial<DueFigure> = {}): DueFigure => ({
    metric,
    parameter: "p1",
    schedule: "every 15 min",
    state: "fresh",
    observed_at: "2026-01-12T14:30:00Z",
    due_at: "2026-01-12T14:45:00Z",
    late_at: "2026-01-12T15:15:00Z",
    ...over,
  });

  it("is told together where it is due alike, the scored apart", () => {
    const groups = dueGroups([
      due("a"),
      due("b"),
      due("c", { parameter: null }),
      due("d", { schedule: "08:00" }),
    ]);
    expect(groups.map(({ figures }) => figures.map(({ metric }) => metric))).toEqual([
      ["a", "b"],
      ["c"],
      ["d"],
    ]);
  });

  it("is up to date until its time, then waited for, then late", () => {
    const say = (figure: DueFigure, now: string) => currentInWords(figure, Date.parse(now));
    expect(say(due("a"), "2026-01-12T14:40:00Z")).toBe("up to date");
    expect(say(due("a"), "2026-01-12T14:50:00Z")).toBe("waited for");
    expect(say(due("a", { state: "late" }), "2026-01-12T15:20:00Z")).toBe("late");
    expect(say(due("a", { state: null, due_at: null }), "2026-01-12T15:20:00Z")).toBe("not received yet");
  });
});

describe("an organisation's place", () => {
  it("is the place it is shown at, or none", () => {
    expect(placed(tree, "RD8-MKH")).toMatchObject({ place: "MK Together" });
    expect(placed(tree, "111@QHG")).toMatchObject({ place: null });
    expect(placed(tree, "NOPE")).toBeNull();
  });
});

describe("a chart's name", () => {
  it("says the metric, the stretch, the range and the latest that counted", () => {
    const points = [
      {
        at: "2026-01-12T08:00:00Z",
        until: "2026-01-12T09:00:00Z",
        value: "94",
        source: "feed",
        queried: false,
      },
      {
        at: "2026-01-12T09:00:00Z",
        until: "2026-01-12T10:00:00Z",
        value: "126",
        source: "feed",
        queried: false,
      },
      {
        at: "2026-01-12T10:00:00Z",
        until: "2026-01-12T10:00:00Z",
        value: "9",
        source: "feed",
        queried: true,
      },
    ];
    const line: Line = { metric: "ed.majors_resus_occupancy_pct", parameter: "p3", points };
    const day = { from: "2026-01-11T14:46:00Z", to: "2026-01-12T14:46:00Z" } as UnitDay;
    const scene = { zone: "Europe/London", now: Date.parse("2026-01-12T14:46:00Z") };
    expect(nameOfChart(line, day, metrics[line.metric], scene)).toBe(
      "Majors and resus cubicle occupancy (adult), Sun 11 Jan 14:46 to 14:46: lowest 94 %, highest 126 %, latest 126 % at 09:00",
    );
  });

  it("tells a figure that no longer counted with its time, and one that did without", () => {
    const point = { at: "2026-01-12T09:00:00Z", value: "126", queried: false, source: "feed" };
    const said = (until: string) => {
      const line = { points: [{ ...point, until }] } as unknown as Line;
      const scene = { zone: "Europe/London", now: Date.parse("2026-01-12T14:46:00Z") };
      return sayLatest(line, { to: "2026-01-12T14:46:00Z" }, undefined, scene);
    };
    expect(said("2026-01-12T10:00:00Z")).toBe("last 126 at 09:00");
    expect(said("2026-01-12T14:46:00Z")).toBe("126");
  });
});

describe("asking again", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const held: Answer<string> = { ok: true, value: "held" };
  const lost: Answer<string> = { ok: false, why: "unreachable", status: 0, detail: "" };

  it("is at once, and then no oftener than every few seconds however much moves", async () => {
    const take = vi.fn(async () => held);
    const inquiry = inquire(take, () => undefined);
    for (let i = 0; i < 50; i += 1) {
      inquiry.again();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(take).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(take).toHaveBeenCalledTimes(3);
    inquiry.stop();
  });

  it("does not wait for ever for an answer that the network has swallowed", async () => {
    const told: string[] = [];
    const swallowed = new Promise<Answer<string>>(() => undefined);
    const take = vi.fn(async () => (take.mock.calls.length === 1 ? swallowed : held));
    const inquiry = inquire(take, (answer) => told.push(answer.ok ? answer.value : answer.why));
    await vi.advanceTimersByTimeAsync(6_000);
    expect(told).toEqual([]);
    inquiry.again();
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(["held"]);
    inquiry.stop();
  });

  it("goes on by itself while the service cannot be reached, and ends with the page", async () => {
    const take = vi.fn(async () => lost);
    const inquiry = inquire(take, () => undefined);
    await vi.advanceTimersByTimeAsync(6_500);
    expect(take).toHaveBeenCalledTimes(3);
    inquiry.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(take).toHaveBeenCalledTimes(3);
  });
});
