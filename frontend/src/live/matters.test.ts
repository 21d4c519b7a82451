import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alert,
  answered,
  busyMatters,
  card,
  declaration,
  handover,
  held,
  minutesAgo,
  notice,
  shift,
  watch,
} from "../../dev/matters";
import { mkuh } from "../../dev/scene";
import { nextDeadline } from "./deadlines";
import {
  actingLevel,
  alertsOf,
  cardsOf,
  currentShift,
  declarationOf,
  handoverInHand,
  isUnowned,
  openMatters,
  watchOf,
} from "./matters";
import { byUnit, unownedIn } from "./unitMatters";

const NOW = Date.parse("2026-01-12T14:46:00Z");
const person = { id: "p-x", name: "A Person", phone: null };

describe("matters held", () => {
  it("are picked by kind, unit and whether they are over", () => {
    const closed = card(105, { closed_at: minutesAgo(1), state: "done" });
    const all = held(...Object.values(busyMatters()), closed);
    expect(openMatters(all, "card").map(({ id }) => id)).toEqual([
      "card-101",
      "card-102",
      "card-103",
      "card-104",
    ]);
    expect(cardsOf(all, "RD8-MKH")).toHaveLength(3);
    expect(alertsOf(all, "RD8-MKH").map(({ id }) => id)).toEqual(["alert-98"]);
    expect([declarationOf(all, "RC9-BED")?.level, declarationOf(all, "RD8-MKH")]).toEqual([4, null]);
    expect([watchOf(all)?.person?.name, watchOf({})]).toEqual(["J Okoro", null]);
  });

  it("have one handover in hand, the earliest that is not accepted", () => {
    const later = handover({ id: "handover-61", hour: minutesAgo(-1_000) });
    const accepted = handover({ id: "handover-59", state: "accepted", hour: minutesAgo(400) });
    expect(handoverInHand(held(later, handover(), accepted))?.id).toBe("handover-60");
    expect(handoverInHand(held(accepted))).toBeNull();
  });

  it("say who sits in a seat: within the shift's hours, and the taker where a seat was taken over", () => {
    const first = shift("director@QHG", "director on call", person);
    const taken = shift("director@QHG", "director on call", person, {
      id: "shift-2",
      starts_at: minutesAgo(5),
    });
    expect(currentShift(held(first), "director@QHG", NOW)?.id).toBe(first.id);
    expect(currentShift(held(first, taken), "director@QHG", NOW)?.id).toBe("shift-2");
    expect(currentShift(held(first), "director@QHG", Date.parse(first.ends_at))).toBeNull();
    expect(currentShift(held(first), "deputy@QHG", NOW)).toBeNull();
  });

  it("are unowned while nobody has them; what waits or is over is not", () => {
    expect([card(1), alert(), alert({ state: "exhausted" })].every(isUnowned)).toBe(true);
    const owned = [
      card(1, { owner: person }),
      card(1, { closed_at: minutesAgo(1) }),
      answered(),
      alert({ state: "waiting" }),
      alert({ state: "over", closed_at: minutesAgo(1) }),
      notice(),
    ];
    expect(owned.some(isUnowned)).toBe(false);
  });
});

describe("the acting level", () => {
  const level = fc.constantFrom(1, 2, 3, 4);

  it("is never below the level shown, nor below one declared", () => {
    fc.assert(
      fc.property(level, level, (shown, declared) => {
        const acting = actingLevel({ ...mkuh, level: shown }, declaration({ level: declared }));
        expect(acting).toBe(Math.max(shown, declared));
      }),
    );
  });

  it("is what is declared where no level can be said, and nothing where neither is known", () => {
    expect(actingLevel({ ...mkuh, stated: false }, declaration())).toBe(4);
    expect(actingLevel({ ...mkuh, stated: false }, null)).toBeNull();
    expect(actingLevel(null, null)).toBeNull();
    expect(actingLevel({ ...mkuh, level: 3 }, declaration({ closed_at: minutesAgo(1) }))).toBe(3);
  });
});

describe("what people deal with at each unit", () => {
  it("is the same object until something of the unit moves", () => {
    const matters = busyMatters();
    const was = byUnit(matters, null);
    expect(byUnit({ ...matters, "watch-11": watch({ v: 200 }) }, was)).toBe(was);
    const now = byUnit({ ...matters, "declaration-90": declaration({ v: 200, awaiting: false }) }, was);
    expect(now.get("RD8-MKH")).toBe(was.get("RD8-MKH"));
    expect(now.get("RC9-BED")).not.toBe(was.get("RC9-BED"));
  });

  it("is not there for a unit that nobody deals with", () => {
    expect(byUnit(held(watch(), shift("director@QHG", "director", person)), null).size).toBe(0);
    expect(byUnit(held(card(1, { closed_at: minutesAgo(1) })), null).size).toBe(0);
  });

  it("counts what nobody has", () => {
    const own = byUnit(busyMatters(), null).get("RD8-MKH");
    expect(own && unownedIn(own)).toBe(3);
  });
});

describe("the next deadline", () => {
  it("is the earliest that lies ahead, of whatever kind", () => {
    const all = busyMatters();
    expect(nextDeadline(all, NOW)).toMatchObject({ what: "card", matter: "card-101" });
    expect(nextDeadline({ ...all, "alert-98": answered() }, NOW)).toMatchObject({
      what: "commitment",
      words: "full capacity protocol",
    });
    expect(nextDeadline(held(watch(), declaration()), NOW)).toMatchObject({ what: "declaration" });
    expect(nextDeadline(held(watch()), NOW)).toMatchObject({ what: "handover", at: NOW + 314 * 60_000 });
    expect(nextDeadline(held(handover({ hour: minutesAgo(2) }), watch()), NOW)).toBeNull();
    expect(nextDeadline({}, NOW)).toBeNull();
  });
});
