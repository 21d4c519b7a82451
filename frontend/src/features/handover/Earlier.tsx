// Earlier handovers, on demand: each is kept as it stood.
import { useCallback, useState } from "react";
import { handoverAddress } from "../../ui/address";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import type { Scene } from "../../ui/position/scene";
import { dayAndDate, hourAndMinute } from "../../ui/time";
import { useTaken } from "../../ui/useTaken";
import { handoversIn } from "./parts";
import { past } from "./useHandover";

export function Earlier({ shown, scene }: { shown: string; scene: Scene }) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <Fetched {...{ shown, scene }} />;
  return (
    <p>
      <button type="button" className="plain-button" onClick={() => setWanted(true)}>
        Show earlier handovers
      </button>
    </p>
  );
}

function Fetched({ shown, scene }: { shown: string; scene: Scene }) {
  const { system, zone } = scene;
  const take = useCallback(() => past(system), [system]);
  const { value, failed, tryAgain } = useTaken(take, null);
  if (failed) return <Failed {...{ failed, tryAgain }} what="Earlier handovers" />;
  if (!value) return <p aria-busy="true">Fetching…</p>;
  const others = handoversIn(value).filter(({ id }) => id !== shown);
  if (others.length === 0) return <p>There is no other handover in the last 35 days.</p>;
  return (
    <section className="panel" aria-labelledby="earlier">
      <h2 className="panel__title" id="earlier">
        Other handovers of the last 35 days
      </h2>
      <ul className="signatures">
        {others.map(({ id, hour, from_title, to_title, state, accepted_by }) => (
          <li key={id}>
            <Link to={handoverAddress(system, id)}>
              {dayAndDate(hour, zone)} {hourAndMinute(hour, zone)}, {from_title} to {to_title}
            </Link>
            <span>
              {state === "accepted"
                ? `accepted by ${accepted_by?.name ?? "somebody"}`
                : state === "drafting"
                  ? "in hand"
                  : "never accepted"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
