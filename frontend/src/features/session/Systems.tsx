// The systems that this account may see, side by side: how bad each is, as far as that can be vouched for.
import { type ReactNode, useEffect, useState } from "react";
import { takeTogether } from "../../api/client";
import type { BodyLevel, Session, SystemPosition } from "../../api/types";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Link } from "../../ui/Link";
import { Notice } from "../../ui/Notice";
import { ModeWord } from "../../ui/Stripes";
import { when } from "../../ui/time";
import { useTaken } from "../../ui/useTaken";

const ROLES: Record<string, string> = {
  provider: "provider",
  viewer: "viewer",
  room_lead: "room lead",
  director: "director on call",
  operator: "operator",
  simulator: "simulator",
};
const EVERY_MS = 5_000;

export function Systems({ session, children }: { session: Session; children: ReactNode }) {
  const { positions, failed } = usePositions();
  if (session.streams.length === 0) {
    return (
      <Notice title="Your account has no board yet">
        <p>
          You are signed in as {session.name}, but no system has been opened to you. Ask the room lead to add
          you.
        </p>
        {children}
      </Notice>
    );
  }
  return (
    <Notice title="Which board?">
      {failed && <p role="status">The levels cannot be fetched just now: none is shown. Trying again.</p>}
      <ul className="systems">
        {session.streams.map(({ code, name, mode, role }) => (
          <li key={code}>
            <Link to={`/systems/${code}`}>{name}</Link> <ModeWord mode={mode} />
            {!failed && <Standing position={positions.get(code) ?? null} />}
            <span className="systems__role">You are: {ROLES[role] ?? role}</span>
          </li>
        ))}
      </ul>
      {children}
    </Notice>
  );
}

/** Asked every few seconds; what was last answered is not shown once the service does not answer. */
function usePositions(): { positions: ReadonlyMap<string, SystemPosition>; failed: boolean } {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const turning = setInterval(() => setTurn((before) => before + 1), EVERY_MS);
    return () => clearInterval(turning);
  }, []);
  const { value, failed } = useTaken(takeTogether, String(turn));
  const positions = new Map(value?.systems.map((system) => [system.stream, system]));
  return { positions, failed: failed !== null && failed !== "forbidden" };
}

function Standing({ position }: { position: SystemPosition | null }) {
  if (!position) return null;
  const { overall, pillars, at_4, at_3, not_seen, doubt, at, timezone } = position;
  if (doubt !== null) return <span className="systems__standing">Not shown: {doubt}.</span>;
  const counts = [
    at_4 > 0 && `${at_4} at 4`,
    at_3 > 0 && `${at_3} at 3`,
    not_seen > 0 && `${not_seen} not seen`,
  ].filter((words) => words !== false);
  const now = Date.parse(at);
  return (
    <span className="systems__standing">
      {overall && <Level level={overall} name="Overall" since={since(overall, now, timezone)} />}
      {pillars.map((level) => (
        <Level key={level.code} level={level} name={level.name} since={null} />
      ))}
      {counts.length > 0 && <span>{counts.join(" · ")}</span>}
    </span>
  );
}

function since({ since: at, stated, worst }: BodyLevel, now: number, zone: string): string | null {
  const parts = [at && stated && `since ${when(Date.parse(at), now, zone)}`, worst && `worst: ${worst}`];
  return parts.filter(Boolean).join(", ") || null;
}

function Level({ level, name, since }: { level: BodyLevel; name: string; since: string | null }) {
  const shown = { assessed: true, ...level };
  return (
    <span className="systems__level">
      {name} <LevelMark mark={markOf(shown)} edge={edgeOf(shown)} size="small" />{" "}
      {level.on_trial && <span className="tag">trial</span>} {since}
    </span>
  );
}
