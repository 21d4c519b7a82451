import { describe, expect, it } from "vitest";
import type { HandoverPack, Item } from "../../api/types";
import { acceptance, begun, next, type ReadBack, step } from "./readBack";
import { folded, partOfDay, placeWords, sectionsOf } from "./sections";

const item = (key: string, text = key): Item => ({ key, text, unit: null, ref: null });
const pack = (seq: number, ...read_back: Item[]): HandoverPack => {
  return {
    seq,
    head: "0".repeat(64),
    at: "2026-01-12T19:50:00Z",
    asks: [],
    worst: [],
    unseen: [],
    cards: [],
    alerts: [],
    declared: [],
    seats: [],
    read_back,
  };
};
const three = pack(
  1203,
  item("worst", "MKUH OPEL 3"),
  item("ask", "Aid ends 08:00"),
  item("unseen", "Luton ED"),
);
const readAll = (held: ReadBack) => held.items.reduce((so, { key }) => step(so, { kind: "read", key }), held);

describe("reading a handover back", () => {
  it("is one item after another, in their order, and only then can it be accepted", () => {
    const fresh = begun(three);
    expect(next(fresh)?.key).toBe("worst");
    expect(acceptance(fresh)).toBeNull();
    const one = step(fresh, { kind: "read", key: "worst" });
    expect([next(one)?.key, acceptance(one)]).toEqual(["ask", null]);
    expect(acceptance(readAll(fresh))).toEqual({ read_back: ["worst", "ask", "unseen"], seq: 1203 });
  });

  it("takes no item out of its turn, and none twice: a second press is no second reading", () => {
    const fresh = begun(three);
    expect(step(fresh, { kind: "read", key: "unseen" })).toBe(fresh);
    const one = step(fresh, { kind: "read", key: "worst" });
    expect(step(one, { kind: "read", key: "worst" })).toBe(one);
  });

  it("begins again when the service says that the pack is stale", () => {
    const refused = step(readAll(begun(three)), { kind: "refused" });
    expect([refused.read, refused.again, acceptance(refused)]).toEqual([[], "refused", null]);
    const newer = pack(1210, ...three.read_back);
    const shown = step(refused, { kind: "pack", pack: newer });
    expect([shown.seq, shown.read, shown.again]).toEqual([1210, [], "refused"]);
    expect(acceptance(readAll(shown))?.seq).toBe(1210);
  });

  it("keeps what reads the same in a newer pack, and asks for what does not", () => {
    const newer = pack(
      1207,
      item("worst", "MKUH OPEL 4"),
      item("ask", "Aid ends 08:00"),
      item("unseen", "Luton ED"),
    );
    const held = step(readAll(begun(three)), { kind: "pack", pack: newer });
    expect([next(held)?.text, held.read, held.again]).toEqual(["MKUH OPEL 4", ["ask", "unseen"], "changed"]);
    expect(acceptance(step(held, { kind: "read", key: "worst" }))).toEqual({
      read_back: ["worst", "ask", "unseen"],
      seq: 1207,
    });
  });

  it("is not begun again by a newer pack whose three items are the same, nor moved by an older one", () => {
    const all = readAll(begun(three));
    expect(acceptance(step(all, { kind: "pack", pack: pack(1204, ...three.read_back) }))?.seq).toBe(1204);
    expect(step(all, { kind: "pack", pack: pack(1100, item("x")) })).toBe(all);
  });

  it("is done at once where there is nothing to read back", () => {
    expect(acceptance(begun(pack(7)))).toEqual({ read_back: [], seq: 7 });
  });
});

describe("a pack", () => {
  const by = { id: "a", name: "A Lead", phone: null };
  const words = (section: string, text: string) => ({ section, text, by, at: "2026-01-12T19:45:00Z" });
  const hour = "2026-01-12T20:00:00Z";
  const zone = "Europe/London";

  it("is read in its own order, each section with what people wrote for it", () => {
    const sections = sectionsOf(
      { pack: three, hour, words: [words("worst", "Mind the ED"), words("asks", "")] },
      zone,
    );
    expect(sections.map(({ key }) => key)).toEqual([
      "asks",
      "worst",
      "unseen",
      "cards",
      "alerts",
      "declared",
      "seats",
    ]);
    expect(sections[1]?.words.map(({ text }) => text)).toEqual(["Mind the ED"]);
    expect([sections[0]?.title, sections[0]?.words]).toEqual(["What I need you to do tonight", []]);
  });

  it("holds the words of places beside its sections", () => {
    const written = [words("BCA", "Two beds offered"), words("worst", "x"), words("MK", "")];
    expect(placeWords({ words: written }).map(({ section }) => section)).toEqual(["BCA"]);
  });

  it("is of a night in the evening and of a day in the morning", () => {
    expect(partOfDay(hour, zone)).toBe("tonight");
    expect(partOfDay("2026-01-13T08:00:00Z", zone)).toBe("today");
    expect(partOfDay("2026-07-12T19:00:00Z", zone)).toBe("tonight");
  });

  it("folds what is long after five lines, but not for the sake of one", () => {
    const lines = (count: number) => folded(Array.from({ length: count }, (_, i) => item(`${i}`)));
    expect([lines(6).first.length, lines(6).rest.length]).toEqual([6, 0]);
    expect([lines(7).first.length, lines(7).rest.length]).toEqual([5, 2]);
  });
});
