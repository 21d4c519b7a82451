import { describe, expect, it } from "vitest";
import { metrics } from "../../../dev/metrics";
import { mkuh } from "../../../dev/scene";
import { tree } from "../../../dev/tree";
import type { Card, Shift, TreeSeat } from "../../api/types";
import { moveDeed, waysFor, whatIsMissing } from "./moves";
import { groupsOf, ofUnit, ownerOf, passes, soonestFirst } from "./order";
import { dueInWords, figuresOf, seatInWords, toldInWords } from "./words";

const now = Date.parse("2026-01-12T15:27:00Z");
const okoro = { id: "okoro", name: "J Okoro", phone: null };

const card = (id: string, over: Partial<Card> = {}): Card => {
  return {
    kind: "card",
    id,
    v: 7,
    unit: "RD8-MKH",
    opened_at: "2026-01-12T14:30:00Z",
    closed_at: null,
    due_at: null,
    log: [],
    card: "acute-4-fcp",
    version: 1,
    sha: "0",
    provenance: "example",
    title: "Full capacity protocol",
    steps: ["One", "Two"],
    scope: "unit",
    purpose: "act",
    level: 4,
    about: "RD8-MKH",
    episode: "episode-1",
    owner_seat: "site_manager@RD8",
    owner: null,
    state: "open",
    was_state: null,
    late_at: "2026-01-12T16:00:00Z",
    overdue: false,
    moves: [],
    figures_then: [],
    risk: null,
    alert: null,
    page: null,
    ...over,
  };
};
const late = (id: string, over: Partial<Card> = {}) => card(id, { late_at: "2026-01-12T15:15:00Z", ...over });
const seat = (seatId: string, at: string, title: string, where: string): TreeSeat => {
  return { key: `${seatId}@${at}`, seat: seatId, at, title, where, must: true, holds: false, hours: null };
};
const seats = [
  seat("site_manager", "RD8", "Site manager", "MKUH"),
  seat("cell_lead", "MK", "Cell lead", "MK Together"),
];
const seatedTree = { ...tree, seats };
const shift: Shift = {
  kind: "shift",
  id: "shift-1",
  v: 1,
  unit: "RD8",
  opened_at: "2026-01-12T08:00:00Z",
  closed_at: null,
  due_at: null,
  log: [],
  seat: "site_manager@RD8",
  title: "Site manager",
  person: okoro,
  starts_at: "2026-01-12T08:00:00Z",
  ends_at: "2026-01-12T20:00:00Z",
  source: "form",
};
const matters = { "shift-1": shift };
const looking = { reader: "okoro", now, matters };

describe("the order of cards", () => {
  it("is the overdue first, then by when each is due, under review last", () => {
    const cards = [
      card("card-4", { late_at: "2026-01-12T18:00:00Z" }),
      late("card-3", { state: "review" }),
      card("card-2"),
      late("card-1"),
    ];
    expect(soonestFirst(cards, now).map(({ id }) => id)).toEqual(["card-1", "card-2", "card-4", "card-3"]);
  });

  it("is overdue at its time, whether or not the service has said so yet", () => {
    expect(passes(card("card-1", { late_at: "2026-01-12T15:27:00Z" }), "overdue", looking)).toBe(true);
    expect(passes(card("card-1", { late_at: "2026-01-12T15:28:00Z" }), "overdue", looking)).toBe(false);
    expect(passes(card("card-1", { overdue: true }), "overdue", looking)).toBe(true);
  });

  it("stands in groups: the system, the region, then each organisation where the board has it", () => {
    const cards = [
      card("card-1", { unit: "RC9-LUT" }),
      card("card-2", { unit: "QHG", scope: "system" }),
      card("card-3"),
      card("card-4", { unit: "Y61", scope: "region" }),
      card("card-5", { unit: "MK" }),
      card("card-6", { unit: "RYE@QHG" }),
    ];
    const groups = groupsOf(cards, tree, now);
    expect(groups.map(({ name }) => name)).toEqual([
      "Bedfordshire, Luton and Milton Keynes",
      "Region (Y61)",
      "MK Together",
      "Milton Keynes University Hospital",
      "Luton and Dunstable University Hospital",
      "South Central Ambulance Service",
    ]);
    expect(groups.flatMap((group) => group.cards)).toHaveLength(cards.length);
  });

  it("of one organisation holds what others do because of it", () => {
    const cards = [
      card("card-1"),
      card("card-2", { unit: "QHG" }),
      card("card-3", { about: "X", unit: "X" }),
    ];
    expect(ofUnit(cards, "RD8-MKH").map(({ id }) => id)).toEqual(["card-1", "card-2"]);
    expect(ofUnit(cards, null)).toBe(cards);
  });
});

describe("whose a card is", () => {
  it("is who took it, else whoever sits in its seat", () => {
    expect(ownerOf(card("card-1"), looking)?.name).toBe("J Okoro");
    const shah = { id: "shah", name: "R Shah", phone: null };
    expect(ownerOf(card("card-1", { owner: shah }), looking)?.name).toBe("R Shah");
    expect(ownerOf(card("card-1", { owner_seat: "executive@RD8" }), looking)).toBeNull();
  });

  it("makes it mine by either, but only what was taken has somebody", () => {
    expect(passes(card("card-1"), "mine", looking)).toBe(true);
    expect(passes(card("card-1"), "unowned", looking)).toBe(true);
    expect(passes(card("card-1", { owner: okoro }), "unowned", looking)).toBe(false);
    expect(passes(card("card-1", { owner: okoro }), "mine", { ...looking, reader: "shah" })).toBe(false);
  });
});

describe("a card in words", () => {
  it("says by when, and how late it is", () => {
    expect(dueInWords(late("card-1"), now)).toBe("12 min late");
    expect(dueInWords(card("card-1"), now)).toBe("in 33 min");
    expect(dueInWords(late("card-1", { state: "review" }), now)).toBe("");
  });

  it("names its owner's seat, or that there is none", () => {
    expect(seatInWords("site_manager@RD8", seats)).toBe("Site manager, MKUH");
    expect(seatInWords("unit.on_call", seats)).toBe("no seat of that kind (on call of the organisation)");
  });

  it("names who may object, with who sits there now", () => {
    const say = (ref: string) => toldInWords(ref, card("card-1"), seatedTree, matters, now);
    expect(say("unit.site_manager")).toBe("Site manager, MKUH: J Okoro");
    expect(say("place.cell_lead")).toBe("Cell lead, MK Together: nobody there now");
    expect(say("holder")).toBe("whoever holds the system");
    expect(say("region.roc")).toBe("roc of the region");
  });

  it("tells the figures it was meant to move, then and now, and whether that is better", () => {
    const opened = (metric: string, value: string | null, state = "fresh") => {
      return { metric, value, observed_at: value && "2026-01-12T14:30:00Z", state };
    };
    const figures_then = [
      opened("ed.majors_resus_occupancy_pct", "131.0"),
      opened("ambulance.mean_handover_minutes", null, "never_known"),
      opened("beds.ga_occupancy_pct", "98.6"),
    ];
    expect(figuresOf({ figures_then }, mkuh, metrics)).toEqual([
      { metric: "ed.majors_resus_occupancy_pct", name: "Majors", was: "131 %", is: "126 %", better: true },
      {
        metric: "ambulance.mean_handover_minutes",
        name: "Handover",
        was: "never received",
        is: "52 min",
        better: null,
      },
      { metric: "beds.ga_occupancy_pct", name: "G&A", was: "98.6 %", is: "98.6 %", better: null },
    ]);
  });

  it("shows no figure that is not shown here, and says of a late one that it is late", () => {
    const figures_then = [{ metric: "ed.dta", value: "14", observed_at: null, state: "late" }];
    const [hidden] = figuresOf({ figures_then }, null, metrics);
    expect([hidden?.was, hidden?.is]).toEqual(["14 (late)", "not shown here"]);
    const [unknown] = figuresOf({ figures_then }, { ...mkuh, held: {} }, metrics);
    expect(unknown?.is).toBe("never received");
  });
});

describe("what can be done to a card", () => {
  const labels = (given: Card) => waysFor(given, "okoro").map(({ label }) => label);

  it("depends on how it stands", () => {
    expect(labels(card("card-1"))).toEqual(["Accept", "Note", "Done", "Not applicable", "Cannot", "Hand on"]);
    expect(labels(card("card-1", { owner: okoro, state: "accepted" }))[0]).toBe("Note");
    expect(labels(card("card-1", { state: "review" }))[0]).toBe("Reopen");
    expect(labels(card("card-1", { closed_at: "2026-01-12T15:20:00Z", state: "done" }))).toEqual([]);
  });

  it("of one that is a call to make is whether they were reached", () => {
    const ways = waysFor(card("card-1", { purpose: "ring" }), "okoro");
    expect(ways.slice(0, 2).map(({ move, label, words }) => [move, label, words])).toEqual([
      ["done", "Reached: they have it", "welcome"],
      ["cannot", "Could not reach", "wanted"],
    ]);
  });

  it("wants a reason, a note or a seat where there must be one", () => {
    const way = (label: string) => waysFor(card("card-1"), "okoro").find((one) => one.label === label);
    const missing = (label: string, text: string, to = "") => {
      const found = way(label);
      return found && whatIsMissing(found, { text, seat: to });
    };
    expect(missing("Cannot", " ")).toContain("Say why");
    expect(missing("Note", "")).toBe("Write the note");
    expect(missing("Hand on", "x")).toBe("Choose who takes it");
    expect([
      missing("Done", ""),
      missing("Cannot", "no staff"),
      missing("Hand on", "", "cell_lead@MK"),
    ]).toEqual([null, null, null]);
    expect(missing("Done", "x".repeat(501))).toContain("501");
  });

  it("is sent with what the doer looked at", () => {
    expect(moveDeed(card("card-1"), "cannot", { text: " no transport ", seat: "cell_lead@MK" })).toEqual({
      do: "move_card",
      matter: "card-1",
      move: "cannot",
      text: "no transport",
      seat: null,
      seen: 7,
    });
  });
});
