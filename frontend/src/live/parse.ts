// Text off the socket → a message, or null for a kind that this board does not know.
import type { LiveMessage } from "../api/types";

const KNOWN = new Set(["frame", "heartbeat", "unsure"]);

export function parseMessage(text: unknown): LiveMessage | null {
  if (typeof text !== "string") return null;
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== "object" || message === null || !("kind" in message)) return null;
    return KNOWN.has(String(message.kind)) ? (message as LiveMessage) : null;
  } catch {
    return null;
  }
}
