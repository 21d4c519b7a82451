// What each key does on the board: as the dialog lists it, and as it is done.
import type { KeyLine } from "../../ui/Keys";
import type { Deeds } from "../../ui/useKeys";
import { FIND } from "./Find";
import { goToPart, stepStrips } from "./reach";
import type { Filter } from "./shown";

export const KEY_LINES: readonly KeyLine[] = [
  { keys: ["/"], does: "Find an organisation" },
  { keys: ["j", "k"], does: "Next organisation, the one before" },
  { keys: ["Enter"], does: "Open or close the organisation that has the focus" },
  { keys: ["n"], does: "Go to Now: what has happened" },
  { keys: ["s"], does: "I have seen these changes" },
  { keys: ["p"], does: "Order by pressure, or by place" },
  { keys: ["4", "3", "2", "1"], does: "Show only those at that level, or all again" },
  { keys: ["Esc"], does: "Show all organisations" },
  { keys: ["?"], does: "This list" },
];

export const NOW = "now";

interface Doers {
  seen: () => void;
  turnOrder: () => void;
  toggle: (filter: Filter) => void;
  showAll: () => void;
  openKeys: () => void;
}

export function deedsOf({ seen, turnOrder, toggle, showAll, openKeys }: Doers): Deeds {
  return {
    "/": () => goToPart(FIND),
    j: () => stepStrips(1),
    k: () => stepStrips(-1),
    n: () => goToPart(NOW),
    s: seen,
    p: turnOrder,
    "1": () => toggle("at-1"),
    "2": () => toggle("at-2"),
    "3": () => toggle("at-3"),
    "4": () => toggle("at-4"),
    Escape: showAll,
    "?": openKeys,
  };
}
