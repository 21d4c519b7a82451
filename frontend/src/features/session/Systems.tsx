// Which board: the systems that this account may see.
import type { ReactNode } from "react";
import type { Session } from "../../api/types";
import { Link } from "../../ui/Link";
import { Notice } from "../../ui/Notice";
import { ModeWord } from "../../ui/Stripes";

const ROLES: Record<string, string> = {
  provider: "provider",
  viewer: "viewer",
  room_lead: "room lead",
  director: "director on call",
  operator: "operator",
  simulator: "simulator",
};

export function Systems({ session, children }: { session: Session; children: ReactNode }) {
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
      <ul className="systems">
        {session.streams.map(({ code, name, mode, role }) => (
          <li key={code}>
            <Link to={`/systems/${code}`}>{name}</Link> <ModeWord mode={mode} />
            <span className="systems__role">You are: {ROLES[role] ?? role}</span>
          </li>
        ))}
      </ul>
      {children}
    </Notice>
  );
}
