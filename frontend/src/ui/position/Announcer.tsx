// Says level changes, declarations and calls that nobody answers to a screen reader, once each. Shows nothing.
import { useEffect, useRef, useState } from "react";
import type { LiveEvent } from "../../api/types";
import { sayAloud } from "../people/aloud";
import { useMatters } from "../people/room";
import { announce } from "./sentences";

interface Props {
  events: readonly LiveEvent[];
  names: Map<string, string>;
  pillars?: ReadonlySet<string> | undefined; // what moved there is said of their system
}

export function Announcer({ events, names, pillars }: Props) {
  const said = useRef(events[0]?.seq ?? 0);
  const [sentence, setSentence] = useState("");
  const held = useMatters();
  const matters = useRef(held);
  matters.current = held;
  useEffect(() => {
    const news = events.filter((event) => event.seq > said.current && !isOf(event, pillars));
    said.current = Math.max(said.current, events[0]?.seq ?? 0);
    const spoken = [announce(news, names), sayAloud(news, matters.current, names)].filter(Boolean).join(" ");
    if (spoken) setSentence(spoken);
  }, [events, names, pillars]);
  return (
    <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite">
      {sentence}
    </div>
  );
}

function isOf(event: LiveEvent, pillars?: ReadonlySet<string>): boolean {
  return event.kind === "level" && pillars?.has(event.unit) === true;
}
