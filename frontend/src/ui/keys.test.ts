import { expect, it } from "vitest";
import { keyMeant } from "./keys";

const press = (key: string, how = {}) => ({ key, modified: false, typing: false, dialog: false, ...how });

it("a single key acts on the page", () => expect(keyMeant(press("j"), true)).toBe("j"));

it("a single key acts under Caps Lock too", () => expect(keyMeant(press("J"), true)).toBe("j"));

it("nothing acts while the reader types, with a modifier, or behind a dialog", () => {
  for (const how of [{ typing: true }, { modified: true }, { dialog: true }]) {
    expect(keyMeant(press("j", how), true)).toBeNull();
    expect(keyMeant(press("Escape", how), true)).toBeNull();
  }
});

it("single keys that are switched off do nothing; Esc still does", () => {
  expect(keyMeant(press("j"), false)).toBeNull();
  expect(keyMeant(press("?"), false)).toBeNull();
  expect(keyMeant(press("Escape"), false)).toBe("Escape");
});

it("keys that write nothing are left to the browser", () => expect(keyMeant(press("Tab"), true)).toBeNull());
