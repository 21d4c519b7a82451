import { describe, expect, it } from "vitest";
import type { Answer } from "../../api/client";
import type { Alert, LinkDeed, Opened, Reply } from "../../api/types";
import { type LinkState, nothingYet, onward, pressedInWords } from "./press";
import { NO_PROMISE, sentOf } from "./promise";
import { metAt, standingOf } from "./standing";

const osei = { id: "osei", name: "A Osei", phone: null };
const shah = { id: "shah", name: "R Shah", phone: "07700 900123" };

const reply = (by: Reply["by"], said: Reply["said"], at: string, commitment: string | null = null): Reply => {
  return { by, said, at, commitment, until: commitment ? "2026-01-19T03:40:00Z" : null };
};

const alert = (over: Partial<Alert> = {}): Alert => {
  return {
    kind: "alert",
    id: "alert-7",
    v: 10,
    unit: "RD8-MKH",
    opened_at: "2026-01-19T03:10:00Z",
    closed_at: null,
    due_at: null,
    log: [],
    cause: "calculated",
    subject: "RD8-MKH",
    where: "Milton Keynes University Hospital",
    level: 4,
    was: 3,
    since: "2026-01-19T03:10:00Z",
    because: ["Majors 126 %", "Handover 52 min"],
    sure: "yes, all fresh",
    about: "OPEL 4 at Milton Keynes University Hospital",
    brief: "OPEL 4 at MKUH",
    policy: { policy: "p", version: 1, sha: "0" },
    rule: {
      id: "r",
      on: { cause: "calculated", at: "unit", level: 4, for: "PT0S", between: null },
      steps: [],
      repeat: 0,
      night: true,
      all_clear: true,
    },
    state: "chasing",
    step: 1,
    round: 0,
    readings: 1,
    pages: [],
    replies: [],
    holder: null,
    commitment: null,
    figures: [],
    ...over,
  };
};

describe("where the reader of an alert stands", () => {
  const at = "2026-01-19T03:12:00Z";

  it("is open until somebody has it, also after passing it on", () => {
    expect(standingOf(alert(), "osei")).toEqual({ kind: "open", passedOn: null, exhausted: false });
    const passed = alert({ replies: [reply(osei, "pass_on", at)] });
    expect(standingOf(passed, "osei")).toEqual({ kind: "open", passedOn: at, exhausted: false });
    expect(standingOf(alert({ state: "exhausted" }), "osei")).toMatchObject({ exhausted: true });
  });

  it("is the reader's from their first answer, with what they promised last", () => {
    const promised = reply(osei, "have", "2026-01-19T03:14:00Z", "agree the divert");
    const held = alert({
      holder: osei,
      state: "held",
      replies: [reply(osei, "have", at), promised],
      commitment: promised,
    });
    expect(standingOf(held, "osei")).toEqual({ kind: "mine", since: at, commitment: promised });
  });

  it("is another's, whom it names", () => {
    const held = alert({ holder: shah, state: "held", replies: [reply(shah, "have", at)] });
    expect(standingOf(held, "osei")).toEqual({ kind: "theirs", holder: shah, since: at, commitment: null });
  });

  it("is over when it is closed, whoever had it", () => {
    const log = [{ at, did: "over", by: null, name: null, text: "OPEL 3 now" }];
    expect(standingOf(alert({ closed_at: at, holder: osei, log }), "osei")).toEqual({
      kind: "over",
      at,
      why: "OPEL 3 now",
    });
  });

  it("remembers that a promise was met, until another is given", () => {
    const done = alert({ holder: osei, replies: [reply(osei, "have", at, "x"), reply(osei, "met", at)] });
    expect(metAt(done, "osei")).toBe(at);
    expect(metAt(alert(), "osei")).toBeNull();
  });
});

describe("pressing", () => {
  const have: LinkDeed = {
    do: "answer_alert",
    matter: "alert-7",
    said: "have",
    commitment: null,
    until: null,
  };
  const opened = (v = 10): Opened => {
    return {
      person: osei,
      system: "QHG",
      name: "BLMK",
      timezone: "Europe/London",
      mode: "live",
      now: "2026-01-19T03:11:00Z",
      expires_at: "2026-01-19T15:10:00Z",
      matter: alert({ v }),
      answered: false,
    };
  };
  const refused = (status: number, detail = "") => {
    const why = status === 0 || status >= 500 ? "unreachable" : status === 404 ? "unknown" : "refused";
    return { ok: false, why, status, detail } as Answer<Opened> & { ok: false };
  };
  const ok = (value: Opened): Answer<Opened> => ({ ok: true, value });
  const looked = (answer: Answer<Opened>) => onward(nothingYet, { kind: "looked", answer, real: 1 });
  const pressed = onward(looked(ok(opened())), { kind: "pressed", deed: have });
  const answered = (answer: Answer<Opened>): LinkState =>
    onward(pressed, { kind: "answered", answer, real: 2 });

  it("is sent once, and then what the service has is shown", () => {
    expect(pressed.sending).toBe(have);
    const done = answered(ok(opened(11)));
    expect([done.opened?.matter.v, done.sending, done.kept, done.problem]).toEqual([11, null, null, null]);
  });

  it("is kept where nothing could be sent, and goes when it is sent again", () => {
    const kept = answered(refused(0));
    expect([kept.kept, kept.sending, kept.opened?.matter.v]).toEqual([have, null, 10]);
    const again = onward(kept, { kind: "pressed", deed: have });
    expect(again.kept).toBeNull();
    expect(answered(refused(503)).kept).toBe(have);
  });

  it("says in the service's words why it was not taken", () => {
    const overtaken = answered(refused(409, "R Shah has it since 03:10."));
    expect([overtaken.problem, overtaken.kept]).toEqual(["R Shah has it since 03:10.", null]);
    const newer = onward(overtaken, { kind: "looked", answer: ok(opened(12)), real: 3 });
    expect([newer.problem, newer.opened?.matter.v]).toEqual(["R Shah has it since 03:10.", 12]);
  });

  it("comes to nothing on a link that is over or not ours", () => {
    expect(looked(refused(404)).closed?.why).toBe("forged");
    expect(answered(refused(410, "Since 15:10.")).closed).toEqual({ why: "expired", detail: "Since 15:10." });
  });

  it("shows nothing older than what is shown, and keeps it while the service is silent", () => {
    const held = answered(ok(opened(11)));
    expect(onward(held, { kind: "looked", answer: ok(opened(10)), real: 9 }).opened?.matter.v).toBe(11);
    const lost = onward(held, { kind: "looked", answer: refused(0), real: 9 });
    expect([lost.lost, lost.opened?.matter.v]).toEqual([true, 11]);
  });

  it("is named by its button", () => {
    expect(pressedInWords(have)).toBe("I have it");
    expect(pressedInWords({ do: "see_notice", matter: "notice-1" })).toBe("I have seen it");
  });
});

describe("a promise said on a phone", () => {
  const now = Date.parse("2026-01-19T23:50:00Z");

  it("is counted from the press, over midnight too", () => {
    expect(sentOf({ text: " agree the divert ", minutes: 15 }, now, "Europe/London")).toEqual({
      commitment: "agree the divert",
      until: "2026-01-20T00:05:00.000Z",
    });
  });

  it("has the usual time where only words were given, and none where nothing was", () => {
    expect(sentOf({ text: "ring the site", minutes: null }, now, "Europe/London").until).toBe(
      "2026-01-20T00:20:00.000Z",
    );
    expect(sentOf(NO_PROMISE, now, "Europe/London")).toEqual({ commitment: null, until: null });
    expect(sentOf({ text: " ", minutes: 60 }, now, "Europe/London")).toEqual({
      commitment: null,
      until: "2026-01-20T00:50:00.000Z",
    });
  });
});
