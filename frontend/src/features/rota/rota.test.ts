import { describe, expect, it } from "vitest";
import { tree } from "../../../dev/tree";
import type { Gap, RotaPerson, Shift, TreeSeat } from "../../api/types";
import type { Reader } from "../../ui/people/room";
import { barsOf, daysOf, labelOf } from "./bars";
import { nothingToSend, refusedInWords, refusedLines } from "./csv";
import { likelyShift } from "./defaults";
import { likelyTimes, written, wrongIn } from "./draft";
import { keepable } from "./keep";
import { seatGroups, seatingOf, shiftsOf } from "./seats";
import { gapInWords, gapsCounted, reachTrouble, removeInWords, takeOverInWords } from "./words";

const zone = "Europe/London";
const now = Date.parse("2026-01-12T14:46:00Z");

const seat = (seatId: string, at: string, over: Partial<TreeSeat> = {}): TreeSeat => {
  return {
    key: `${seatId}@${at}`,
    seat: seatId,
    at,
    title: "Director on call",
    where: at,
    must: true,
    holds: true,
    hours: ["20:00", "08:00"],
    ...over,
  };
};
const director = seat("director", "QHG");

const shift = (
  id: string,
  name: string,
  starts_at: string,
  ends_at: string,
  over: Partial<Shift> = {},
): Shift => {
  return {
    kind: "shift",
    id,
    v: 1,
    unit: "QHG",
    opened_at: starts_at,
    closed_at: null,
    due_at: null,
    log: [],
    seat: director.key,
    title: "Director on call",
    person: { id: name.toLowerCase(), name, phone: null },
    starts_at,
    ends_at,
    source: "form",
    ...over,
  };
};
const gap = (starts_at: string, ends_at: string): Gap => {
  return { seat: director.key, title: "Director on call", starts_at, ends_at };
};

const tonight = shift("shift-1", "Osei", "2026-01-12T20:00:00Z", "2026-01-13T08:00:00Z");
const saturday = gap("2026-01-17T20:00:00Z", "2026-01-18T08:00:00Z");
const line = { from: now, until: now + 14 * 86_400_000 };

describe("a fortnight of a seat", () => {
  it("is bars in the order of time, with the gaps between them", () => {
    const bars = barsOf([tonight], [saturday], line);
    expect(bars.map(({ kind, name }) => [kind, name])).toEqual([
      ["shift", "Osei"],
      ["gap", "nobody"],
    ]);
    expect(bars[0]?.width).toBeCloseTo((12 / (14 * 24)) * 100, 1);
  });

  it("is cut to what the line shows", () => {
    const begun = shift("shift-2", "Okoro", "2026-01-12T08:00:00Z", "2026-01-12T20:00:00Z");
    const over = shift("shift-3", "Shah", "2026-01-11T08:00:00Z", "2026-01-11T20:00:00Z");
    const bars = barsOf([begun, over], [], line);
    expect(bars).toHaveLength(1);
    expect(bars[0]).toMatchObject({ left: 0, from: now, until: Date.parse("2026-01-12T20:00:00Z") });
  });

  it("has the name in a bar where it fits, else the initials", () => {
    expect(labelOf({ name: "R Shah", width: 8 })).toBe("R Shah");
    expect(labelOf({ name: "Ann Osei-Bonsu", width: 3.6 })).toBe("AOB");
  });

  it("has its days from midnight to midnight, also on the one that lasts 25 hours", () => {
    const from = Date.parse("2026-10-23T23:00:00Z");
    const days = daysOf({ from, until: from + 3 * 86_400_000 }, zone);
    expect(days.map(({ name }) => name)).toEqual(["Sat 24", "Sun 25", "Mon 26"]);
    const [saturdays, sundays] = days.map(({ width }) => width);
    expect((sundays ?? 0) / (saturdays ?? 1)).toBeCloseTo(25 / 24, 3);
    expect(days.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100, 1);
  });
});

describe("the seats", () => {
  it("stand by place, an organisation's in its own, the system's first", () => {
    const seats = [
      seat("site_manager", "RD8"),
      seat("cell_lead", "BCA"),
      director,
      seat("duty", "RYE@QHG"),
      seat("roc", "Y61"),
    ];
    expect(seatGroups(seats, tree).map(({ name, seats: own }) => [name, own.map(({ key }) => key)])).toEqual([
      ["Bedfordshire, Luton and Milton Keynes", ["director@QHG"]],
      ["MK Together", ["site_manager@RD8"]],
      ["Bedfordshire Care Alliance", ["cell_lead@BCA"]],
      ["Across the system", ["duty@RYE@QHG"]],
      ["Region and others", ["roc@Y61"]],
    ]);
  });

  it("have who is there now and next; a shift begins at its hour and is over at its end", () => {
    const seated = (at: string) => {
      const { now: there, next } = seatingOf(director, [tonight], [saturday], Date.parse(at));
      return [there?.person.name ?? null, next?.person.name ?? null];
    };
    expect(seated("2026-01-12T19:59:59Z")).toEqual([null, "Osei"]);
    expect(seated("2026-01-12T20:00:00Z")).toEqual(["Osei", null]);
    expect(seated("2026-01-13T08:00:00Z")).toEqual([null, null]);
  });

  it("take the newer of what the rota and the live picture say, and none that was ended", () => {
    const ended = { ...tonight, v: 5, closed_at: "2026-01-12T14:40:00Z" };
    const older = { ...tonight, v: 0, closed_at: "2026-01-12T14:40:00Z" };
    expect(shiftsOf({ shifts: [tonight] }, { [ended.id]: ended })).toEqual([]);
    expect(shiftsOf({ shifts: [tonight] }, { [older.id]: older })).toEqual([tonight]);
  });
});

describe("whose rota somebody keeps", () => {
  const seats = [director, seat("executive", "RD8"), seat("site_manager", "RD8-MKH"), seat("on_call", "RC9")];
  const keeps = (role: Reader["role"], units: string[] = []) =>
    keepable(seats, { id: "p", name: "P", role, units }, tree).map(({ key }) => key);

  it("is the room's for every seat, a provider's for its own, and nobody else's", () => {
    expect(keeps("room_lead")).toHaveLength(4);
    expect(keeps("provider", ["RD8-MKH"])).toEqual(["executive@RD8", "site_manager@RD8-MKH"]);
    expect([keeps("viewer"), keeps("operator"), keeps(null)]).toEqual([[], [], []]);
  });
});

describe("a new shift", () => {
  it("is likely to fill the first gap", () => {
    const seating = seatingOf(director, [tonight], [saturday], now);
    expect(likelyShift(seating, now, zone)).toEqual({
      from: Date.parse(saturday.starts_at),
      until: Date.parse(saturday.ends_at),
    });
  });

  it("is one night of a gap that lasts for many", () => {
    const seating = seatingOf(director, [], [gap("2026-01-12T20:00:00Z", "2026-01-20T08:00:00Z")], now);
    expect(likelyShift(seating, now, zone)).toEqual({
      from: Date.parse("2026-01-12T20:00:00Z"),
      until: Date.parse("2026-01-13T08:00:00Z"),
    });
  });

  it("follows the last one where there is no gap, in the seat's hours", () => {
    const seating = seatingOf(director, [tonight], [], now);
    expect(likelyShift(seating, now, zone)).toEqual({
      from: Date.parse("2026-01-13T20:00:00Z"),
      until: Date.parse("2026-01-14T08:00:00Z"),
    });
  });

  it("keeps the hours on the night that clocks change in", () => {
    const march = Date.parse("2026-03-28T12:00:00Z");
    const seating = seatingOf(director, [], [], march);
    expect(likelyShift(seating, march, zone)).toEqual({
      from: Date.parse("2026-03-28T20:00:00Z"),
      until: Date.parse("2026-03-29T07:00:00Z"),
    });
  });

  it("is twelve hours where the seat is filled round the clock, and never overlaps the next", () => {
    const always = { ...director, hours: null };
    const next = shift("shift-9", "Shah", "2026-01-12T20:00:00Z", "2026-01-13T08:00:00Z");
    const empty = gap("2026-01-12T14:46:00Z", "2026-01-12T20:00:00Z");
    expect(likelyShift(seatingOf(always, [next], [empty], now), now, zone)).toEqual({
      from: now,
      until: Date.parse("2026-01-12T20:00:00Z"),
    });
    const free = likelyShift(seatingOf(always, [], [], now), now, zone);
    expect([new Date(free.from).toISOString(), free.until - free.from]).toEqual([
      "2026-01-12T15:00:00.000Z",
      12 * 3_600_000,
    ]);
  });
});

describe("a shift being typed", () => {
  const draft = { seat: director.key, person: "osei", from: "2026-01-17T20:00", until: "2026-01-18T08:00" };

  it("begins with the gap it was opened for, also where an earlier one is open", () => {
    const known = { rota: { seats: [director] }, shifts: [tonight], gaps: [saturday] };
    expect(likelyTimes(director.key, Date.parse(saturday.starts_at), known, now, zone)).toEqual({
      from: "2026-01-17T20:00",
      until: "2026-01-18T08:00",
    });
    expect(likelyTimes("nobody@QHG", null, known, now, zone)).toEqual({ from: "", until: "" });
  });

  it("is sent as moments", () => {
    expect(written({ ...draft, from: "2026-07-17T20:00", until: "2026-07-18T08:00" }, zone)).toEqual({
      seat: director.key,
      person: "osei",
      starts_at: "2026-07-17T19:00:00.000Z",
      ends_at: "2026-07-18T07:00:00.000Z",
    });
  });

  it("is not sent without a person, backwards, over, or at a time that there is not", () => {
    const wrong = (over: Partial<typeof draft>) => wrongIn({ ...draft, ...over }, zone, now);
    expect(wrong({})).toEqual({});
    expect(wrong({ person: "" })).toEqual({ person: "Choose who sits there" });
    expect(wrong({ until: draft.from }).until).toContain("before it begins");
    expect(wrong({ from: "2026-01-11T08:00", until: "2026-01-11T20:00" }).until).toContain("over already");
    expect(wrong({ from: "" }).from).toBe("Give a date and a time");
    expect(wrong({ from: "2026-03-29T01:30", until: "2026-03-29T08:00" }).from).toContain(
      "clocks go forward",
    );
    expect(written({ ...draft, until: "" }, zone)).toBeNull();
  });
});

describe("in words", () => {
  it("a gap says who is missing, from when until when", () => {
    expect(gapInWords(saturday, now, zone)).toBe(
      "Director on call: nobody Sat 17 Jan 20:00 to Sun 18 Jan 08:00",
    );
    expect([0, 1, 2].map(gapsCounted)).toEqual([
      "No gap in the next fortnight",
      "1 gap in the next fortnight",
      "2 gaps in the next fortnight",
    ]);
  });

  it("somebody is reachable only by a way that was proven", () => {
    const person = (over: Partial<RotaPerson>): RotaPerson => {
      return { id: "p", name: "P", phone: null, reach: [], ...over };
    };
    expect(reachTrouble(person({}))).toBe("cannot be reached");
    expect(reachTrouble(person({ phone: "01908 000000" }))).toBe("cannot be paged");
    expect(reachTrouble(person({ reach: [{ channel: "sms", verified_at: null }] }))).toContain(
      "not verified",
    );
    const verified = { channel: "voice" as const, verified_at: "2026-01-02T10:00:00Z" };
    expect(reachTrouble(person({ reach: [{ channel: "sms", verified_at: null }, verified] }))).toBeNull();
  });

  it("taking over and removing say what they do before they do it", () => {
    expect(takeOverInWords(director, tonight, "me")).toBe(
      "Osei’s shift ends now. Osei, and the board, are told.",
    );
    expect(takeOverInWords(director, null, "me")).toContain("is empty");
    expect(takeOverInWords(director, tonight, "osei")).toBe("You hold Director on call already.");
    expect(removeInWords(tonight, now, zone)).toContain("comes off the rota");
    expect(removeInWords(tonight, Date.parse("2026-01-12T21:00:00Z"), zone)).toContain("ends now");
  });
});

describe("a rota as text", () => {
  const text = "seat,person,starts_at,ends_at\r\ndirector@QHG,osei,x,y\r\ndirector@QHG,nobody,x,y\r\n";

  it("is refused line by line, each with what stands there", () => {
    const errors = [
      { field: "line 2", reason: "there is no person nobody" },
      { field: "line 1", reason: "starts_at is not a time" },
    ];
    const refused = refusedLines(errors, text);
    expect(refused).toEqual([
      { line: 2, text: "director@QHG,osei,x,y", reason: "starts_at is not a time" },
      { line: 3, text: "director@QHG,nobody,x,y", reason: "there is no person nobody" },
    ]);
    expect(refusedInWords(refused)).toBe(
      "2 lines were refused, so nothing was stored. Put it right and send it again.",
    );
  });

  it("may be refused as a whole", () => {
    const refused = refusedLines(
      [
        { field: "file", reason: "it is not text" },
        { field: "body", reason: "too long" },
      ],
      "",
    );
    expect(refused.map(({ reason }) => reason)).toEqual(["it is not text", "body: too long"]);
    expect(refusedInWords(refused)).toContain("The rota was refused");
  });

  it("needs a line beside its heading", () => {
    expect(nothingToSend(" \n")).toContain("Paste");
    expect(nothingToSend("seat,person,starts_at,ends_at\n")).toContain("only the heading");
    expect(nothingToSend(text)).toBeNull();
  });
});
