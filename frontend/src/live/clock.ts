// The service clock as this browser knows it: the latest `at`, moved on by the time since, times its speed.
import type { ServiceClock } from "./picture";

export function serviceTime(clock: ServiceClock, real: number): number {
  return clock.service + Math.max(0, real - clock.real) * clock.speed;
}

export function setByHeartbeat(at: string, speed: string, real: number): ServiceClock {
  const pace = Number(speed);
  return { service: Date.parse(at), real, speed: Number.isFinite(pace) && pace >= 0 ? pace : 1 };
}

/** A replayed frame carries an old `at`: it may move the clock on, never back. */
export function movedOn(clock: ServiceClock | null, at: string, real: number): ServiceClock {
  const service = Date.parse(at);
  if (!clock) return { service, real, speed: 1 };
  return service > serviceTime(clock, real) ? { ...clock, service, real } : clock;
}
