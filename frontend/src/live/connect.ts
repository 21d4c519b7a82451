// Keeps one board fed: snapshot, socket, and again after every break. Moves messages; the reducer judges them.
import type { Answer } from "../api/client";
import type { Snapshot } from "../api/types";
import { isForlorn, knock } from "./knock";
import { parseMessage } from "./parse";
import { wantsSnapshot } from "./picture";
import type { Store } from "./store";
import { SILENCE_MS } from "./truth";

const TICK_MS = 1_000;
const JITTER_MS = 1_000;
const OPENING_MS = 8_000;
const SNAPSHOT_PAUSE_MS = 1_000;
const SESSION_ENDED = 4401;
const NOT_ALLOWED = 4403;

export type Ended = "signed-out" | "forbidden" | "unknown";

interface Wiring {
  code: string;
  store: Store;
  snapshot: (code: string, signal: AbortSignal) => Promise<Answer<Snapshot>>;
  ended: (why: Ended) => void;
  waiting: (trouble: string | null) => void; // no picture yet, and why
}

export function connect({ code, store, snapshot, ended, waiting }: Wiring): () => void {
  const stopped = new AbortController();
  let socket: WebSocket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;
  let askedAt = 0;
  let openingSince = 0;
  let hurried = 0;
  let refusedToOpen = false;
  let lastLooked = Date.now();

  function stop(): void {
    stopped.abort();
    forgetAsking();
    clearInterval(ticking);
    clearTimeout(retry);
    document.removeEventListener("visibilitychange", look);
    removeEventListener("online", restart);
    hangUp();
  }

  function end(why: Ended): void {
    stop();
    ended(why);
  }

  async function ask(): Promise<void> {
    if (asking || Date.now() - askedAt < SNAPSHOT_PAUSE_MS) return;
    const own = new AbortController();
    asking = own;
    askedAt = Date.now();
    const answer = await snapshot(code, own.signal);
    if (asking === own) asking = null;
    if (own.signal.aborted) return;
    if (answer.ok) {
      store.dispatch({ kind: "snapshot", snapshot: answer.value });
      waiting(null);
    } else if (answer.why === "signed-out" || answer.why === "forbidden" || answer.why === "unknown") {
      end(answer.why);
    } else waiting(answer.detail || "The service cannot be reached.");
  }

  async function begin(): Promise<void> {
    if (!store.dispatch({ kind: "tick" }).board) await ask();
    else if (refusedToOpen) void ask(); // it says why, if there is a reason: signed out, no longer allowed
    if (stopped.signal.aborted) return;
    const held = store.dispatch({ kind: "tick" });
    if (held.board) open(held.seq);
    else again();
  }

  function open(after: number): void {
    clearTimeout(retry); // set while the first snapshot was awaited, it would begin a second time
    hangUp();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const path = `/api/v1/systems/${encodeURIComponent(code)}/live?after=${after}`;
    const opening = new WebSocket(`${scheme}//${location.host}${path}`);
    socket = opening;
    openingSince = Date.now();
    refusedToOpen = true;
    const tooLong = setTimeout(() => opening.readyState === WebSocket.CONNECTING && cut(opening), OPENING_MS);
    opening.onopen = () => {
      refusedToOpen = false;
      hurried = 0;
      forgetAsking();
      store.dispatch({ kind: "opened" });
    };
    opening.onmessage = ({ data }) => receive(opening, data);
    opening.onclose = ({ code: closed }) => {
      clearTimeout(tooLong);
      if (stopped.signal.aborted) return; // nobody is there any more to be signed out
      if (closed === SESSION_ENDED) end("signed-out");
      else if (closed === NOT_ALLOWED) end("forbidden");
      else if (opening === socket) cut(opening);
    };
  }

  function receive(from: WebSocket, text: unknown): void {
    if (from !== socket) return;
    if (slept()) {
      cut(from); // what waited in the socket while the page slept is not now
      return;
    }
    const message = parseMessage(text);
    const live = store.dispatch(message ? { kind: "message", message } : { kind: "strange" });
    if (wantsSnapshot(live)) void ask();
  }

  function cut(from: WebSocket): void {
    if (from === socket) hangUp();
    store.dispatch({ kind: "cut" });
    again();
  }

  function hangUp(): void {
    const leaving = socket;
    socket = null;
    leaving?.close();
  }

  /** What was asked before this socket opened may have been lost on the way. */
  function forgetAsking(): void {
    asking?.abort();
    asking = null;
    askedAt = 0;
  }

  /** What waits for an answer is begun anew as soon as the service can be reached. */
  async function hurry(): Promise<void> {
    const waiting = awaited();
    if (!waiting) return;
    const took = await knock();
    const since = waiting === socket ? openingSince : askedAt;
    if (took === null || waiting !== awaited() || !isForlorn(Date.now() - since, took, hurried)) return;
    hurried += 1;
    refusedToOpen = false; // nobody has answered: there is no reason to ask for
    if (waiting === socket) void begin();
    else forgetAsking(); // who waits for it begins again by itself
  }

  /** The socket that is opening; before there is any picture, the first snapshot. */
  function awaited(): WebSocket | AbortController | null {
    if (socket) return socket.readyState === WebSocket.CONNECTING ? socket : null;
    return asking;
  }

  function restart(): void {
    if (socket?.readyState !== WebSocket.OPEN) {
      hangUp();
      again();
    }
  }

  function again(): void {
    if (stopped.signal.aborted || socket) return;
    clearTimeout(retry);
    retry = setTimeout(() => void begin(), Math.random() * JITTER_MS);
  }

  function slept(): boolean {
    const gap = Date.now() - lastLooked;
    lastLooked = Date.now();
    return gap > SILENCE_MS;
  }

  function look(): void {
    const asleep = slept();
    const live = store.dispatch({ kind: "tick" });
    const silent = live.link === "open" && live.real - live.heard > SILENCE_MS;
    if (socket && (silent || (asleep && !document.hidden))) cut(socket);
    else if (wantsSnapshot(live)) void ask();
    void hurry();
  }

  const ticking = setInterval(look, TICK_MS);
  document.addEventListener("visibilitychange", look);
  addEventListener("online", restart);
  void begin();
  return stop;
}
