import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rise } from "../../../dev/scene";
import type { LevelEvent } from "../../api/types";
import { DAY_MS, followed, lastDay, type Stretch, sayDay, stretchesOf } from "./stretches";

const NOW = Date.parse("2026-01-12T14:46:00Z");
const LONDON = "Europe/London";
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const span = (from: number, to: number, level: number | null) => ({ from: ago(from), to: ago(to), level });
const level = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
const day = fc
  .array(fc.record({ minutes: fc.integer({ min: 0, max: 2_000 }), level }), { minLength: 1, maxLength: 30 })
  .map((moves) => [...moves].sort((a, b) => b.minutes - a.minutes))
  .map((moves) => moves.map((move, i) => rise(i + 1, "X", null, move.level, move.minutes, [])));
const following = (events: readonly LevelEvent[], before: Stretch[] = []) => events.reduce(followed, before);
const levelAt = (stretches: readonly Stretch[], at: number) =>
  stretches.find(({ from, to }) => from <= at && at < to)?.level;

describe("a level over the last day", () => {
  it("is what was fetched, moved on by what has happened since", () => {
    const fetched = stretchesOf([span(1_440, 211, 2), span(211, 16, 3)], ago(16));
    const now = lastDay(following([rise(9, "X", 3, 4, 16, [])], fetched), NOW);
    expect(now.map(({ level }) => level)).toEqual([2, 3, 4]);
    expect(sayDay(now, NOW, LONDON)).toBe(
      "Level over the last 24 hours: 2 until 11:15, 3 until 14:30, 4 since",
    );
  });

  it("says what it does not know, and what could not be told", () => {
    const gaps = lastDay(stretchesOf([span(300, 240, 2), span(240, 180, null), span(60, 0, 3)], ago(0)), NOW);
    expect(sayDay(gaps, NOW, LONDON)).toBe(
      "Level over the last 24 hours: not known until 09:46, 2 until 10:46, not enough figures until 11:46, " +
        "not known until 13:46, 3 since",
    );
    expect(sayDay([], NOW, LONDON)).toBe("Level over the last 24 hours: not known throughout");
  });

  it("that has ended is not carried on", () => {
    const ended = lastDay(stretchesOf([span(300, 240, 2)], ago(0)), NOW);
    expect(sayDay(ended, NOW, LONDON)).toMatch(/2 until 10:46, not known since$/);
  });

  it("is one stretch where nothing moved", () => {
    const calm = stretchesOf([span(1_440, 600, 2), span(600, 0, 2)], ago(0));
    expect(sayDay(lastDay(calm, NOW), NOW, LONDON)).toBe("Level over the last 24 hours: 2 throughout");
  });

  it("at any moment is what the latest event before it said", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 1_439 }), (events, minutes) => {
        const at = NOW - minutes * 60_000 - 1;
        const before = events.filter((event) => Date.parse(event.effective_at) <= at);
        const known = lastDay(following(events), NOW).some(({ from }) => from <= at);
        expect(levelAt(lastDay(following(events), NOW), at)).toBe(known ? before.at(-1)?.now : undefined);
      }),
    );
  });

  it("lies within the day, in order, without overlap, none of them empty", () => {
    fc.assert(
      fc.property(day, (events) => {
        let reached = NOW - DAY_MS;
        for (const { from, to } of lastDay(following(events), NOW)) {
          expect(from).toBeGreaterThanOrEqual(reached);
          expect(to).toBeGreaterThan(from);
          reached = to;
        }
        expect(reached).toBeLessThanOrEqual(NOW);
      }),
    );
  });

  it("is the same however much of it was fetched and how much followed", () => {
    fc.assert(
      fc.property(day, fc.nat(30), (events, cut) => {
        const all = following(events);
        const upTo = following(events.slice(0, cut));
        expect(lastDay(following(events.slice(cut), upTo), NOW)).toEqual(lastDay(all, NOW));
      }),
    );
  });

  it("forgets what is older than a day, and tells the latest of many stretches", () => {
    const many = Array.from({ length: 300 }, (_, i) => rise(i, "X", 2, (i % 2) + 2, 3_000 - 10 * i, []));
    expect(following(many).length).toBeLessThanOrEqual(145);
    expect(sayDay(lastDay(following(many), NOW), NOW, LONDON)).toMatch(/: \d+ earlier stretches, then /);
  });
});
