import { expect, it } from "vitest";
import { movedOn, serviceTime, setByHeartbeat } from "./clock";

const AT = "2026-01-12T14:46:00.000000Z";

it("runs at the service's speed between heartbeats", () => {
  const clock = setByHeartbeat(AT, "60", 1_000);
  expect(serviceTime(clock, 3_000) - Date.parse(AT)).toBe(120_000);
});

it("stands still when the service clock is paused", () => {
  expect(serviceTime(setByHeartbeat(AT, "0", 0), 60_000)).toBe(Date.parse(AT));
});

it("is moved on by a frame but never back", () => {
  const clock = setByHeartbeat(AT, "1", 0);
  expect(movedOn(clock, "2026-01-12T14:00:00.000000Z", 0)).toBe(clock);
  expect(serviceTime(movedOn(clock, "2026-01-12T14:50:00.000000Z", 0), 0)).toBe(
    Date.parse("2026-01-12T14:50:00Z"),
  );
});
