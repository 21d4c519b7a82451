// What is wanted of the reader now, each with the way to it. Nothing where nothing is.
import { cardsAddress } from "../address";
import { Link } from "../Link";
import type { Scene } from "../position/scene";
import { useMatters, useRoom } from "./room";
import { wantedOf } from "./wanted";

const MOST = 4; // on one screen with how it stands

export function WantedLines({ scene }: { scene: Scene }) {
  const { reader } = useRoom();
  const matters = useMatters();
  if (!reader) return null;
  const wanted = wantedOf(matters, reader.id, scene.system, scene);
  if (wanted.length === 0) return null;
  const more = wanted.length - MOST;
  return (
    <div className="wanted">
      <p className="wanted__lead">Wanted from you:</p>
      <ul>
        {wanted.slice(0, MOST).map(({ matter, words, to }) => (
          <li key={matter}>{to === null ? words : <Link to={to}>{words}</Link>}</li>
        ))}
        {more > 0 && (
          <li>
            and <Link to={cardsAddress(scene.system)}>{more} more</Link>
          </li>
        )}
      </ul>
    </div>
  );
}
