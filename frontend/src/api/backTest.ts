// A back-test asked for: progress line by line, and in the end what came of it. Shows nothing.
import { type Answer, csrfToken, refusalBy } from "./client";
import type { BackTestAsked, BackTestLine, BackTestProgress, BackTestResult } from "./types";

/** The service says something every two seconds: longer silence is a network that has gone. */
const SILENT_MS = 15_000;
const LOST: Answer<never> = { ok: false, why: "unreachable", status: 0, detail: "" };

/** Whoever aborts the signal ends the run at the service as well. */
export async function runBackTest(
  code: string,
  body: BackTestAsked,
  hear: (progress: BackTestProgress) => void,
  signal: AbortSignal,
): Promise<Answer<BackTestResult>> {
  const given = new AbortController();
  const giveUp = () => given.abort();
  signal.addEventListener("abort", giveUp);
  let waiting = setTimeout(giveUp, SILENT_MS);
  try {
    const response = await fetch(`/api/v1/systems/${encodeURIComponent(code)}/back-tests`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
      body: JSON.stringify(body),
      signal: given.signal,
    });
    if (!response.ok || !response.body) {
      return refusalBy(response.status, await response.json().catch(() => null));
    }
    for await (const line of linesOf(response.body)) {
      clearTimeout(waiting);
      waiting = setTimeout(giveUp, SILENT_MS);
      if (line.kind === "progress") hear(line);
      else if (line.kind === "result") return { ok: true, value: line };
      else return { ok: false, why: "refused", status: response.status, detail: line.detail };
    }
    return LOST;
  } catch {
    return LOST;
  } finally {
    clearTimeout(waiting);
    signal.removeEventListener("abort", giveUp);
    given.abort();
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<BackTestLine> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    held += decoder.decode(value, { stream: !done });
    const lines = held.split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as BackTestLine;
    if (done) return;
  }
}
