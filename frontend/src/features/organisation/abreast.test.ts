import { describe, expect, it } from "vitest";
import type { Truth } from "../../live/truth";
import { abreastOf, FETCHING_MS, ownTruth } from "./abreast";

const NOON = Date.parse("2026-01-12T12:00:00Z");
const live = (real: number): Truth => ({ kind: "live", at: NOON + real });
const cut: Truth = { kind: "not-live", asAt: NOON + 9_000, why: "closed", reason: "Lost.", blank: false };

const older = { shown: 7, known: 8 };

describe("a provider's own figures", () => {
  const abreast = abreastOf(null, live(1_000), 1_000, { shown: 7, known: 7 });

  it("are live while they are as new as the live picture, and while newer ones are soon fetched", () => {
    expect(ownTruth(live(1_000), abreast, 1_000)).toEqual(live(1_000));
    const still = abreastOf(abreast, live(3_000), 3_000, older);
    expect(ownTruth(live(3_000), still, 1_000 + FETCHING_MS)).toEqual(live(3_000));
  });

  it("are not live once newer ones have been known of for longer, but as at when they were the newest", () => {
    const still = abreastOf(abreast, live(40_000), 40_000, older);
    expect(ownTruth(live(40_000), still, 40_000)).toMatchObject({
      kind: "not-live",
      why: "behind",
      asAt: NOON + 1_000,
      blank: false,
    });
  });

  it("are live again as soon as the newer ones are shown, and also where they are ahead of the live picture", () => {
    for (const shown of [8, 9]) {
      const caughtUp = abreastOf(abreast, live(40_000), 40_000, { shown, known: 8 });
      expect(ownTruth(live(40_000), caughtUp, 40_000)).toEqual(live(40_000));
    }
  });

  it("are as at the earlier time where the live picture is not true either", () => {
    expect(ownTruth(cut, abreast, 20_000)).toEqual({ ...cut, asAt: NOON + 1_000 });
  });

  it("stay not live after a break that newer ones came in, until those are fetched", () => {
    const broken = abreastOf(abreast, cut, 20_000, { shown: 7, known: 7 });
    const back = abreastOf(broken, live(20_100), 20_100, older);
    expect(ownTruth(live(20_100), back, 20_100)).toMatchObject({ kind: "not-live", asAt: NOON + 9_000 });
    const none = abreastOf(broken, live(20_100), 20_100, { shown: 7, known: 7 });
    expect(ownTruth(live(20_100), none, 20_100)).toEqual(live(20_100));
  });

  it("are not shown at all once that is too long ago", () => {
    expect(ownTruth(live(700_000), abreast, 700_000)).toMatchObject({ blank: true });
  });
});
