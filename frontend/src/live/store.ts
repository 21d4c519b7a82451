// Holds one board's picture and tells its readers at most once a frame. Decides nothing.
import { type Action, type Live, nothingYet } from "./picture";
import { reduce } from "./reduce";

export interface Store {
  read(): Live;
  dispatch(action: Action): Live;
  subscribe(listener: () => void): () => void;
}

export function createStore(now: () => number, afterEach: (live: Live) => void): Store {
  let live: Live = { ...nothingYet, real: now() };
  let drawn = live;
  let waiting = false;
  const listeners = new Set<() => void>();

  function draw(): void {
    waiting = false;
    drawn = live;
    for (const listener of listeners) listener();
  }

  return {
    read: () => drawn,
    dispatch(action) {
      live = reduce(live, action, now());
      afterEach(live);
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(draw);
      }
      return live;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
