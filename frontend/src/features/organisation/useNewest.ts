// Which change of level is meant: the one asked for, or the newest on record.
import { useEffect, useState } from "react";
import { takeDay } from "../../api/client";
import type { LiveEvent, Picture, Unit } from "../../api/types";
import type { Asked } from "../../ui/address";
import type { Scene } from "../../ui/position/scene";
import { dayOf } from "./days";

type Found = number | "asking" | "none";

/** The newest is among the board's latest events, or on the day since when the level has stood. */
export function useNewest(
  { code }: Unit,
  why: Asked,
  picture: Picture | null,
  events: readonly LiveEvent[],
  { zone }: Scene,
): Found {
  const [found, setFound] = useState<Found>(() => (why === "newest" ? newestOf(events, code) : why));
  const since = picture?.since ?? null;
  useEffect(() => {
    if (found !== "asking") return;
    let wanted = true;
    void takeDay(code, since && dayOf(since, zone)).then((answer) => {
      const seq = answer.ok ? answer.value.changes.at(-1)?.seq : undefined;
      if (wanted) setFound(seq ?? "none");
    });
    return () => {
      wanted = false;
    };
  }, [found, code, since, zone]);
  return found;
}

function newestOf(events: readonly LiveEvent[], code: string): Found {
  const own = events.find((event) => event.kind === "level" && event.unit === code);
  return own?.seq ?? "asking";
}
