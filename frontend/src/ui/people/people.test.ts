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
  lead,
  minutesAgo,
  notice,
  okoro,
  page,
  seats,
  shah,
  shift,
  watch,
} from "../../../dev/matters";
import { mkuh } from "../../../dev/scene";
import { allUnits, tree } from "../../../dev/tree";
import type { ActEvent, Alert } from "../../api/types";
import { namesOf } from "../position/names";
import { actsOf, isNews } from "./acts";
import { sayAct } from "./actWords";
import { alertLine, alertTitle, pageStateInWords, worstAlertsFirst } from "./alertWords";
import { sayAloud } from "./aloud";
import { cardsInWords } from "./cardWords";
import { didInWords } from "./did";
import { holdingOf } from "./heldBy";
import { mayActAt } from "./may";
import { minutesOf, refInWords, stepInWords } from "./ruleWords";
import { siteContact } from "./site";
import { chosenAtFirst, LONGEST_TEXT, partnersOf, readySentence } from "./tell";
import { seenCount, toldInWords, toldLine, toldOf } from "./toldWords";
import { problemOf } from "./useDeed";
import { wantedOf } from "./wanted";
import { dialled, lasting, listed, phoneInWords } from "./who";

const NOW = Date.parse("2026-01-12T14:46:00Z");
const clock = { zone: "Europe/London", now: NOW };
const milton =
  allUnits.find(({ code }) => code === "RD8-MKH") ??
  (() => {
    throw new Error("no site");
  })();
const reader = { id: okoro.id, name: okoro.name, role: "room_lead" as const, units: [] };

describe("a telephone number", () => {
  it("is written as it is read out, and dialled as it was given", () => {
    expect(
      ["01908000000", "+44 1908 000000", "02079460000", "+447700900123", "0800 111999", "0161 4960000"].map(
        phoneInWords,
      ),
    ).toEqual([
      "01908 000000",
      "01908 000000",
      "020 7946 0000",
      "07700 900123",
      "0800 111 999",
      "0161 496 0000",
    ]);
    expect(phoneInWords("bleep 4455")).toBe("bleep 4455");
    expect([dialled("+44 1908 000000"), dialled("ext."), dialled(null)]).toEqual([
      "tel:+441908000000",
      null,
      null,
    ]);
  });
});

describe("an alert in a line", () => {
  const said = (over: Partial<Alert>) => alertLine(alert(over), clock).words;

  it("says who was called when, by the loudest way that went out, and that nobody has answered", () => {
    expect(alertLine(alert(), clock)).toEqual({ words: "rung 14:46, no answer", warns: true });
    expect(alertLine(alert(), clock, true).words).toBe("R Shah rung 14:46, no answer");
    expect(said({ pages: [page(1, shah, { channel: "sms" })] })).toBe("texted 14:46, no answer");
    expect(said({ pages: [page(1, shah, { state: "failed" })] })).toBe("could not be reached 14:46");
    expect(said({ pages: [page(1, shah, { state: "waiting" })] })).toBe(
      "being called since 14:46, no answer",
    );
    expect(said({ pages: [page(1, shah, { channel: "human", state: "waiting" })] })).toBe(
      "to be rung by hand since 14:46, no answer",
    );
    expect(said({ pages: [] })).toBe("calling");
  });

  it("says who has it, with what and by when", () => {
    expect(alertLine(answered(), clock)).toEqual({
      words: "R Shah has it: full capacity protocol by 15:15",
      warns: false,
    });
    expect(said({ state: "held", holder: shah, due_at: minutesAgo(-30) })).toBe(
      "R Shah has it, asked again at 15:16",
    );
  });

  it("names whom to ring when nobody is left to call, and when it calls where it waits", () => {
    expect(said({ state: "exhausted" })).toBe(
      "nobody answered: ring R Shah, executive on call, 07700 900123 yourself",
    );
    expect(said({ state: "waiting", due_at: minutesAgo(-20) })).toBe("nobody called yet: calls at 15:06");
  });

  it("is never calm while nobody has it", () => {
    const state = fc.constantFrom("chasing", "exhausted") as fc.Arbitrary<Alert["state"]>;
    const pages = fc.array(
      fc.constantFrom("waiting", "handed_over", "delivered", "failed", "not_sent") as fc.Arbitrary<
        ReturnType<typeof page>["state"]
      >,
    );
    fc.assert(
      fc.property(state, pages, (one, states) => {
        const paged = states.map((of, i) => page(i + 1, shah, { state: of }));
        const line = alertLine(alert({ state: one, pages: paged }), clock);
        expect(line.warns).toBe(true);
        expect(line.words).not.toMatch(/has it/);
      }),
    );
  });

  it("stands by what nobody has, and is called what it is", () => {
    const order = worstAlertsFirst([answered(), alert({ id: "a-1", state: "waiting" }), alert()]);
    expect(order.map(({ state }) => state)).toEqual(["chasing", "held", "waiting"]);
    expect(alertTitle(alert())).toBe("MKUH OPEL 4");
    expect(alertTitle(alert({ cause: "declared" }))).toBe("MKUH declared 4");
    const lapsing = {
      cause: "declaration_lapsing",
      level: null,
      about: "OPEL 4 declared at x ends",
    } as const;
    expect(alertTitle(alert(lapsing))).toBe("OPEL 4 declared at x ends");
    expect(alertTitle(alert({ cause: "card_overdue", level: null, about: "Overdue: x" }))).toBe("Overdue: x");
    expect(pageStateInWords({ channel: "human", state: "waiting" })).toBe("to be rung");
  });
});

describe("who was told", () => {
  it("is one line a person, with what they said", () => {
    const told = toldOf(answered()).map((one) => toldInWords(one, clock));
    expect(told).toEqual(["room lead 14:30 no answer", "executive on call 14:47 yes"]);
    const failed = alert({ pages: [page(1, shah, { state: "failed" })] });
    expect(toldOf(failed).map(({ answer }) => answer)).toEqual(["not reached"]);
  });

  it("is told of an organisation in one line", () => {
    const own = { declaration: null, cards: [], alerts: [alert()], notices: [notice()] };
    expect(toldLine(own, clock)).toBe(
      "room lead 14:30 no answer · executive on call 14:46 no answer · site manager 14:41 seen · and 1 more",
    );
    expect(seenCount(notice())).toBe("seen by 1 of 2");
  });
});

describe("telling partners", () => {
  it("has its sentence ready", () => {
    expect(readySentence(milton, mkuh, 4, "majors 126 %", clock)).toBe(
      "Milton Keynes University Hospital is at OPEL 4 since 14:30 (majors 126 %).",
    );
    expect(readySentence(milton, { ...mkuh, level: 3 }, 4, "", clock)).toBe(
      "Milton Keynes University Hospital has declared OPEL 4.",
    );
    expect(readySentence(milton, null, null, "", clock)).toBe(
      "Milton Keynes University Hospital has no level: not enough figures.",
    );
    expect(readySentence({ ...milton, name: "x".repeat(400) }, mkuh, 4, "", clock)).toHaveLength(
      LONGEST_TEXT,
    );
  });

  it("goes to every other organisation's people who are there, and not to the teller", () => {
    const groups = partnersOf(milton, seats, busyMatters(), reader, NOW);
    const keys = groups.flatMap(({ choices }) => choices.map(({ seat }) => seat.key));
    expect(keys).not.toContain("site_manager@RD8-MKH");
    expect(keys).not.toContain("executive@RD8");
    expect(keys).toContain("tactical@RYE@QHG");
    expect(chosenAtFirst(groups)).toEqual(["site_manager@RC9-BED"]);
    expect(chosenAtFirst(partnersOf(milton, seats, {}, reader, NOW))).toHaveLength(4);
    const own = held(shift("director@QHG", "director on call", okoro));
    const without = partnersOf(milton, seats, own, reader, NOW).flatMap(({ choices }) => choices);
    expect(without.map(({ seat }) => seat.key)).not.toContain("director@QHG");
  });
});

describe("who holds the system", () => {
  it("is the watch's, unless nobody is on it", () => {
    expect(holdingOf(busyMatters(), NOW, clock.zone)).toMatchObject({
      watch: { person: okoro },
      unaccepted: null,
    });
    expect(holdingOf(held(watch({ person: null })), NOW, clock.zone).watch).toBeNull();
    expect(holdingOf({}, NOW, clock.zone).watch).toBeNull();
  });

  it("is said with a handover that stands unaccepted past its hour", () => {
    const late = holdingOf(held(watch(), handover({ hour: minutesAgo(12) })), NOW, clock.zone);
    expect(late.unaccepted).toEqual({
      handover: "handover-60",
      words: "Handover of 14:34 not accepted · 12 min",
    });
  });
});

describe("what is wanted of a reader", () => {
  const wanted = (id: string, matters = busyMatters()) =>
    wantedOf(matters, id, "QHG", clock).map(({ words }) => words);

  it("is to answer, to work the cards of a seat, to accept, to see", () => {
    expect(wanted(shah.id)).toEqual([
      "answer: MKUH OPEL 4",
      "Action 103, by 14:43, late",
      "Action 101, by 15:30",
      "Action 102, by 15:30",
      "Open the system call, by 15:30",
      "accept the handover of 20:00",
    ]);
    expect(wanted("p-partner")).toEqual([expect.stringMatching(/^say that you have seen: Milton/)]);
    expect(wanted("p-nobody")).toEqual([]);
  });

  it("is what was promised, of who promised it, and nothing more of who was only called", () => {
    expect(wanted(shah.id, held(answered()))).toEqual(["full capacity protocol, by 15:15"]);
    expect(wanted(okoro.id, held(answered()))).toEqual([]);
  });
});

describe("what was done", () => {
  const names = namesOf(tree);
  const line = (did: string, name: string | null = null, text: string | null = null, minutes = 1) => {
    return { at: minutesAgo(minutes), did, by: name && "p-x", name, text };
  };
  const sentences = (...matters: Parameters<typeof held>) =>
    actsOf(held(...matters)).map((act) => {
      const { about, what, why } = sayAct(act, names, clock);
      return `${about} ${what}${why && `: ${why}`}`;
    });

  it("is told by the matters' own logs, the newest first", () => {
    const said = declaration({ log: [line("declared", "M Ellis", "oxygen fault", 3)] });
    const taken = answered({ log: [line("paged"), line("answered", "R Shah", "full capacity protocol", 2)] });
    const accepted = handover({ log: [line("drafted"), line("accepted", "R Shah")] });
    expect(sentences(said, taken, accepted)).toEqual([
      "Handover of 20:00 accepted by R Shah",
      "Milton Keynes University Hospital R Shah has it: full capacity protocol",
      "Bedford Hospital declared 4: until 18:00, M Ellis, duty manager: oxygen fault, ED closed to ambulances",
    ]);
  });

  it("tells an extension with its new end, and no longer the old one", () => {
    const log = [
      line("declared", "M Ellis", "oxygen fault", 3),
      line("extended", "R Shah", "until 23:00", 2),
    ];
    expect(sentences(declaration({ extended_by: shah, log }))).toEqual([
      "Bedford Hospital declared 4 extended: R Shah: until 23:00",
      "Bedford Hospital declared 4: M Ellis, duty manager: oxygen fault, ED closed to ambulances",
    ]);
  });

  it("folds cards that opened together into one", () => {
    const cards = [1, 2, 3].map((n) => card(n, { log: [line("opened")] }));
    const before = card(4, { log: [line("opened", null, null, 9)] });
    expect(sentences(...cards, before)).toEqual([
      "Milton Keynes University Hospital 3 cards opened",
      "Milton Keynes University Hospital 1 card opened: Action 4",
    ]);
  });

  it("is no news where it is a step of a chase, a receipt or a note, or is told already", () => {
    const quiet = ["started", "paged", "delivered", "handed_over", "skipped", "confirmed"];
    expect(quiet.some((did) => isNews(alert(), did))).toBe(false);
    expect(isNews(card(1), "noted")).toBe(false);
    expect(isNews(alert(), "exhausted")).toBe(true);
    expect(isNews(alert({ cause: "sight_lost" }), "started")).toBe(true);
    expect(isNews(alert({ cause: "declaration_lapsing" }), "started")).toBe(true);
    expect(isNews(declaration(), "lapsing")).toBe(false);
  });

  it("is said aloud where a room would look up", () => {
    const times = { effective_at: minutesAgo(1), recorded_at: minutesAgo(1) };
    const act = (matter: string, about: ActEvent["about"], did: string): ActEvent => {
      return { kind: "act", seq: 1, unit: "RC9-BED", about, matter, did, by: null, ...times };
    };
    const events = [act("declaration-90", "declaration", "declared"), act("alert-98", "alert", "paged")];
    expect(sayAloud(events, held(declaration(), alert()), names)).toBe(
      "OPEL 4 declared at Bedford Hospital.",
    );
  });
});

describe("small words", () => {
  it("of cards, lines, times and lists", () => {
    const cards = [card(1), card(2, { late_at: minutesAgo(1) }), card(3, { overdue: true })];
    expect(cardsInWords(cards, NOW)).toBe("3 cards, 2 late");
    expect([cardsInWords([card(1)], NOW), cardsInWords([], NOW)]).toEqual(["1 card", null]);
    expect(cardsInWords([card(1, { state: "review", late_at: minutesAgo(1) })], NOW)).toBe("1 card");
    expect(didInWords("card", { did: "accepted", name: "J Okoro" })).toBe("taken by J Okoro");
    expect(didInWords("card", { did: "quite_new", name: null })).toBe("quite new");
    expect([lasting(NOW, NOW + 134 * 60_000), lasting(NOW, NOW - 1)]).toEqual(["2 h 14", "0 min"]);
    expect(listed(["A", "B", "C"])).toBe("A, B and C");
  });

  it("of a policy's steps", () => {
    expect(refInWords("unit.site_manager")).toBe("site manager of the organisation");
    expect(refInWords("declarer")).toBe("who declared it");
    expect(stepInWords({ to: ["holder", "system.director"], by: ["sms"], wait: "10m" })).toBe(
      "whoever holds the system and director of the system: text; then 10 min to answer",
    );
    expect(["5m", "2h", "1h30m", "1d", "0m", "90s"].map(minutesOf)).toEqual([5, 120, 90, 1_440, 0, 0]);
  });

  it("of a refusal are the service's own, where it has any", () => {
    expect(problemOf({ why: "refused", detail: "This card has moved." })).toBe("This card has moved.");
    expect(problemOf({ why: "unreachable", detail: "" })).toMatch(/before you try again/);
    expect(problemOf({ why: "signed-out", detail: "x" })).toMatch(/Sign in again/);
  });

  it("of whom to ring at a site: at the unit, else at its provider", () => {
    expect(siteContact(milton, busyMatters(), NOW)?.person).toBe(shah);
    const own = held(shift("site_manager@RD8", "site manager", lead));
    expect(siteContact(milton, own, NOW)?.person).toBe(lead);
    expect(siteContact(milton, {}, NOW)).toBeNull();
  });
});

describe("who is offered anything to do", () => {
  it("is the room anywhere, and a provider's people at their own organisation", () => {
    expect(mayActAt(reader, "RD8-MKH")).toBe(true);
    const provider = { ...reader, role: "provider" as const, units: ["RD8-MKH"] };
    expect([mayActAt(provider, "RD8-MKH"), mayActAt(provider, "RC9-BED")]).toEqual([true, false]);
    expect([mayActAt({ ...reader, role: "viewer" }, "RD8-MKH"), mayActAt(null, "RD8-MKH")]).toEqual([
      false,
      false,
    ]);
  });
});
