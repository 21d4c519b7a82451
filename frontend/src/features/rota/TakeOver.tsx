// Taking a seat now: says first what happens, and of an empty seat asks until when.
import { useState } from "react";
import type { Matters } from "../../live/matters";
import { Confirm } from "../../ui/Confirm";
import { TimeEntry } from "../../ui/Entry";
import type { Scene } from "../../ui/position/scene";
import { localOf, momentOf } from "../../ui/zoned";
import { likelyShift } from "./defaults";
import type { Seating } from "./seats";
import { holdsSystem, takeOverInWords } from "./words";

interface Props {
  seating: Seating;
  scene: Scene;
  matters: Matters;
  own: string;
}

export function TakeOver({ seating, scene, matters, own }: Props) {
  const { seat, now } = seating;
  const { zone } = scene;
  const [until, setUntil] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  if (now?.person.id === own) return <span className="strip__quiet">You sit here.</span>;
  return (
    <Confirm
      code={scene.system}
      label="Take over now"
      about={seat.title}
      title={`Take over as ${seat.title}?`}
      sure="Take over now"
      onOpen={() => {
        setUntil(
          localOf(likelyShift({ ...seating, gaps: seating.gaps.slice(0, 1) }, scene.now, zone).until, zone),
        );
        setProblem(null);
      }}
      deed={() => {
        if (now) return { do: "take_over", seat: seat.key };
        const moment = momentOf(until, zone);
        setProblem(moment !== null && moment > scene.now ? null : "Give a time that lies ahead");
        if (moment === null || moment <= scene.now) return null;
        return { do: "take_over", seat: seat.key, until: new Date(moment).toISOString() };
      }}
    >
      <p>{takeOverInWords(seat, now, own)}</p>
      {holdsSystem(seat, matters) && <p>Who sits here holds the system: from that moment it is you.</p>}
      {!now && <TimeEntry label="Until" value={until} onChange={setUntil} problem={problem} />}
    </Confirm>
  );
}
