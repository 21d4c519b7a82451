import { describe, expect, it } from "vitest";
import { tree } from "../../../dev/tree";
import type { Handover, Item, Shift } from "../../api/types";
import type { Reader } from "../../ui/people/room";
import { itemAddress } from "./itemAddress";
import { handoverIn, partIn, placesOf, seatsOf, signaturesOf } from "./parts";
import { draftOf, planDeed, removal, wrongIn } from "./planForm";

const zone = "Europe/London";
const now = Date.parse("2026-01-12T19:45:00Z");
const okoro = { id: "okoro", name: "J Okoro", phone: null };
const osei = { id: "osei", name: "A Osei", phone: null };
const plan = {
  n: 1,
  condition: "MKUH is still at OPEL 4",
  by: "2026-01-12T22:00:00Z",
  who: "director on call",
  what: "asks Bedford for beds",
  written_by: okoro,
};

const handover = (over: Partial<Handover> = {}): Handover => {
  return {
    kind: "handover",
    id: "handover-1200",
    v: 1203,
    unit: "QHG",
    opened_at: "2026-01-12T19:30:00Z",
    closed_at: null,
    due_at: null,
    log: [],
    pages: [],
    from_seat: "room_lead@QHG",
    from_title: "Room lead",
    to_seat: "director@QHG",
    to_title: "Director on call",
    giver: okoro,
    receiver: osei,
    hour: "2026-01-12T20:00:00Z",
    pack: {
      seq: 1203,
      head: "",
      at: "2026-01-12T19:30:00Z",
      asks: [],
      worst: [],
      unseen: [],
      cards: [],
      alerts: [],
      declared: [],
      seats: [],
      read_back: [],
    },
    wanted: [
      { seat: "room_lead@QHG", title: "Room lead" },
      { seat: "cell_lead@BCA", title: "Cell lead, BCA" },
    ],
    words: [],
    plans: [plan],
    signatures: [],
    read_back: [],
    state: "drafting",
    accepted_by: null,
    accepted_at: null,
    ...over,
  };
};
const shift = (seat: string, person: Shift["person"], starts_at: string, ends_at: string): Shift => {
  return {
    kind: "shift",
    id: `shift-${seat}`,
    v: 1,
    unit: "QHG",
    opened_at: starts_at,
    closed_at: null,
    due_at: null,
    log: [],
    seat,
    title: seat,
    person,
    starts_at,
    ends_at,
    source: "form",
  };
};
const matters = (...all: (Shift | Handover)[]) => Object.fromEntries(all.map((one) => [one.id, one]));
const reader = (id: string, role: Reader["role"] = "provider"): Reader => ({ id, name: id, role, units: [] });

describe("which handover", () => {
  const closed = handover({
    id: "handover-900",
    hour: "2026-01-12T08:00:00Z",
    closed_at: "2026-01-12T08:04:00Z",
  });

  it("is the one in hand, else the last, unless one is asked for", () => {
    const all = [closed, handover()];
    expect(handoverIn(all, null)?.id).toBe("handover-1200");
    expect(handoverIn([closed, handover({ closed_at: "2026-01-12T20:06:00Z" })], null)?.id).toBe(
      "handover-1200",
    );
    expect(handoverIn(all, "handover-900")?.id).toBe("handover-900");
    expect([handoverIn(all, "handover-1"), handoverIn([], null)]).toEqual([null, null]);
  });
});

describe("the reader's part", () => {
  const cell = shift(
    "cell_lead@BCA",
    { id: "shah", name: "R Shah", phone: null },
    "2026-01-12T08:00:00Z",
    "2026-01-12T20:00:00Z",
  );
  const tonight = shift("director@QHG", osei, "2026-01-12T20:00:00Z", "2026-01-13T08:00:00Z");

  it("is the giver's to write and to sign, also without a shift of theirs", () => {
    expect(partIn(handover(), reader("okoro"), {}, now)).toEqual({
      writes: true,
      signs: ["room_lead@QHG"],
      receives: false,
    });
  });

  it("is to sign for the seat one sits in, and to write for its place", () => {
    const part = partIn(handover(), reader("shah"), matters(cell), now);
    expect(part).toEqual({ writes: true, signs: ["cell_lead@BCA"], receives: false });
    expect(placesOf(part.signs, tree)).toEqual([{ code: "BCA", name: "Bedfordshire Care Alliance" }]);
  });

  it("is to receive for who is named, or sits there at the hour or now", () => {
    expect(partIn(handover(), reader("osei"), {}, now).receives).toBe(true);
    const other = handover({ receiver: null });
    expect(partIn(other, reader("osei"), {}, now).receives).toBe(false);
    expect(partIn(other, reader("osei"), matters(tonight), now).receives).toBe(true);
  });

  it("is nothing where the handover is closed, or nobody reads who could act", () => {
    const none = { writes: false, signs: [], receives: false };
    expect(partIn(handover({ closed_at: "2026-01-12T20:06:00Z" }), reader("okoro"), {}, now)).toEqual(none);
    expect(partIn(handover(), null, {}, now)).toEqual(none);
  });

  it("does not rest on a shift that is over or was ended", () => {
    const after = Date.parse("2026-01-12T20:00:00Z");
    expect(seatsOf(matters(cell), "shah", after)).toEqual([]);
    expect(seatsOf(matters({ ...cell, closed_at: "2026-01-12T19:00:00Z" }), "shah", now)).toEqual([]);
  });
});

describe("signatures", () => {
  it("are those wanted, each with who signed when, and on which pack", () => {
    const signed = {
      seat: "room_lead@QHG",
      title: "Room lead",
      by: okoro,
      at: "2026-01-12T19:40:00Z",
      seq: 1201,
    };
    expect(signaturesOf(handover({ signatures: [signed] }))).toEqual([
      { seat: "room_lead@QHG", title: "Room lead", by: "J Okoro", at: signed.at, seq: 1201 },
      { seat: "cell_lead@BCA", title: "Cell lead, BCA", by: null, at: null, seq: null },
    ]);
  });
});

describe("a plan as it is typed", () => {
  it("needs what, by when, who and what then", () => {
    expect(wrongIn(draftOf(null, zone), zone)).toEqual({
      condition: "Say what may happen",
      by: "Say by when",
      who: "Say who acts",
      what: "Say what they do",
    });
    expect(planDeed(handover(), draftOf(null, zone), zone)).toBeNull();
    expect(wrongIn({ ...draftOf(plan, zone), what: "x".repeat(161) }, zone).what).toContain("161");
  });

  it("is sent with the time as a moment, and comes back the same", () => {
    expect(planDeed(handover(), draftOf(plan, zone), zone)).toEqual({
      do: "plan_handover",
      matter: "handover-1200",
      n: 1,
      condition: plan.condition,
      by: "2026-01-12T22:00:00.000Z",
      who: plan.who,
      what: plan.what,
      seen: 1203,
    });
  });

  it("is taken off by saying that nothing is to be done", () => {
    expect(removal(handover(), plan)).toMatchObject({ n: 1, what: "", condition: plan.condition });
  });
});

describe("a line of the pack", () => {
  const item = (over: Partial<Item>): Item => ({ key: "k", text: "t", unit: null, ref: null, ...over });

  it.each([
    [{ ref: "alert-7" }, "/systems/QHG/alerts/alert-7"],
    [{ ref: "card-9", unit: "RD8-MKH" }, "/systems/QHG/cards?card=card-9"],
    [{ ref: "shift-2" }, "/systems/QHG/rota"],
    [{ key: "gap:director@QHG:20:00 to 08:00" }, "/systems/QHG/rota"],
    [{ unit: "RD8-MKH" }, "/systems/QHG/organisations/RD8-MKH"],
    [{ unit: "QHG" }, null],
    [{ unit: "MK" }, null],
    [{}, null],
  ])("%o leads to %s", (over, address) =>
    expect(itemAddress(item(over), "QHG", new Set(["RD8-MKH"]))).toBe(address),
  );
});
