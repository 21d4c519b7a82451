// How far a handover is: in hand, accepted by whom and when, or never accepted.
import type { Handover } from "../../api/types";
import { Moment } from "../Moment";
import { nameAndTitle } from "../people/who";

interface Props {
  handover: Handover;
  zone: string;
  now: number;
}

export function Accepted({ handover, zone, now }: Props) {
  const { state, accepted_by, accepted_at, hour, receiver, to_title } = handover;
  if (state === "accepted" && accepted_at) {
    return (
      <p className="handover__state handover__state--accepted" role="status">
        <strong>
          Accepted by {accepted_by?.name ?? "somebody"} at <Moment at={accepted_at} zone={zone} now={now} />
        </strong>
      </p>
    );
  }
  if (state === "superseded") {
    return (
      <p className="alert">
        Nobody accepted this handover. The next one has taken its place, and it is kept as it stood.
      </p>
    );
  }
  const waits = nameAndTitle(receiver, to_title);
  if (Date.parse(hour) <= now) {
    return (
      <p className="alert">
        <strong>
          Not accepted, and its hour was <Moment at={hour} zone={zone} now={now} />.
        </strong>{" "}
        It waits for {waits}. Until then both giver and receiver are called.
      </p>
    );
  }
  return (
    <p className="handover__state">
      Not accepted yet: it waits for {waits}, at <Moment at={hour} zone={zone} now={now} />
    </p>
  );
}

export function PositionOfPack({ handover: { pack }, zone, now }: Props) {
  return (
    <p className="handover__position">
      Position at <Moment at={pack.at} zone={zone} now={now} />, journal {pack.seq}
      {pack.head && <span className="strip__quiet"> ({pack.head.slice(0, 12)})</span>}
    </p>
  );
}
