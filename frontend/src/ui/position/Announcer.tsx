// Says level changes to a screen reader, once each. Shows nothing.
import { useEffect, useRef, useState } from "react";
import type { LiveEvent } from "../../api/types";
import { announce } from "./sentences";

export function Announcer({ events, names }: { events: readonly LiveEvent[]; names: Map<string, string> }) {
  const said = useRef(events[0]?.seq ?? 0);
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    const news = events.filter((event) => event.seq > said.current);
    said.current = Math.max(said.current, events[0]?.seq ?? 0);
    const spoken = announce(news, names);
    if (spoken) setSentence(spoken);
  }, [events, names]);
  return (
    <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite">
      {sentence}
    </div>
  );
}
