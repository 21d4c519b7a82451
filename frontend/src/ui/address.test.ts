import { describe, expect, it } from "vitest";
import {
  alertAddress,
  cardsAddress,
  configurationAddress,
  handoverAddress,
  rotaAddress,
  routeOf,
} from "./address";

const route = (address: string) => {
  const { pathname, search } = new URL(address, "http://board");
  return routeOf(pathname, search);
};

describe("an address", () => {
  it("leads to the page that it was made for", () => {
    expect(route(alertAddress("QHG", "alert-98"))).toEqual({ page: "alert", code: "QHG", alert: "alert-98" });
    expect(route(cardsAddress("QHG"))).toEqual({ page: "cards", code: "QHG", unit: null, card: null });
    expect(route(cardsAddress("QHG", { unit: "RV3@MK", card: "card-7" }))).toEqual({
      page: "cards",
      code: "QHG",
      unit: "RV3@MK",
      card: "card-7",
    });
    expect(route(rotaAddress("QHG"))).toEqual({ page: "rota", code: "QHG" });
    expect(route(handoverAddress("QHG"))).toEqual({ page: "handover", code: "QHG", handover: null });
    expect(route(handoverAddress("QHG", "handover-60"))).toEqual({
      page: "handover",
      code: "QHG",
      handover: "handover-60",
    });
  });

  it("of the configuration may name a list, and rules to put in use", () => {
    const at = { page: "configuration", code: "QHG", part: null, pack: null, version: null };
    expect(route(configurationAddress("QHG"))).toEqual(at);
    expect(route(configurationAddress("QHG", "known_gaps"))).toEqual({ ...at, part: "known_gaps" });
    expect(route("/systems/QHG/configuration?part=assignments&pack=opel-acute-2024-26&version=2")).toEqual({
      ...at,
      part: "assignments",
      pack: "opel-acute-2024-26",
      version: "2",
    });
  });

  it("of a link needs no system, and what is none of these leads nowhere", () => {
    expect(route("/a/Zk3_x-9~.q")).toEqual({ page: "link", token: "Zk3_x-9~.q" });
    for (const strange of [
      "/a/",
      "/systems/QHG/alerts",
      "/systems/QHG/rota/alert-1",
      "/systems/QHG/alerts/x",
    ]) {
      expect(route(strange), strange).toEqual({ page: "nowhere" });
    }
  });

  it("of the board and of an organisation is as before", () => {
    expect(route("/systems/QHG?wall=1")).toEqual({ page: "board", code: "QHG", wall: true });
    expect(route("/systems/QHG/organisations/RD8-MKH")).toMatchObject({
      page: "organisation",
      unit: "RD8-MKH",
    });
  });
});
