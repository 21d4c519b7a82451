// The browser tab's words: whether live, how bad, where.
import { hourAndMinute } from "../ui/time";
import type { Board, Live } from "./picture";
import { truthOf } from "./truth";

/** `about`: the unit that the page is about; null: the whole system. `page`: its name, where it is not the board. */
export function titleOf(live: Live, about: string | null = null, page: string | null = null): string | null {
  const truth = truthOf(live);
  if (!live.board || !truth) return null;
  const { timezone, code } = live.board.tree;
  const name = `${page ? `${page} · ` : ""}${nameOf(live.board, about)}`;
  const mode = live.board.mode === "live" ? "" : `${live.board.mode.toUpperCase()} · `;
  if (truth.kind === "not-live")
    return `${mode}NOT LIVE, as at ${hourAndMinute(truth.asAt, timezone)} · ${name}`;
  const level = live.states[about ?? code];
  const said = level?.assessed && level.stated && level.level !== null ? `OPEL ${level.level} · ` : "";
  return `${mode}${said}${name}`;
}

function nameOf({ tree }: Board, about: string | null): string {
  const units = [...tree.places.flatMap((place) => place.units), ...tree.system_wide];
  return units.find(({ code }) => code === about)?.name ?? tree.name;
}
