// The browser tab's words: whether live, how bad, where.
import { hourAndMinute } from "../ui/time";
import type { Live } from "./picture";
import { truthOf } from "./truth";

export function titleOf(live: Live): string | null {
  const truth = truthOf(live);
  if (!live.board || !truth) return null;
  const { name, timezone, code } = live.board.tree;
  const mode = live.board.mode === "live" ? "" : `${live.board.mode.toUpperCase()} · `;
  if (truth.kind === "not-live")
    return `${mode}NOT LIVE, as at ${hourAndMinute(truth.asAt, timezone)} · ${name}`;
  const level = live.states[code];
  const said = level?.assessed && level.stated && level.level !== null ? `OPEL ${level.level} · ` : "";
  return `${mode}${said}${name}`;
}
