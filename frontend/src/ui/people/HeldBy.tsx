// Who holds the system, on every screen: who, since when, until when, who comes next; or that nobody does.
import type { TreeSeat, Watch } from "../../api/types";
import type { Matters } from "../../live/matters";
import { handoverAddress, rotaAddress } from "../address";
import { lowerFirst } from "../figure";
import { Link } from "../Link";
import { Moment } from "../Moment";
import { AsAt } from "../position/AsAt";
import type { Scene } from "../position/scene";
import { holdingOf } from "./heldBy";
import { Phone } from "./PersonLine";

interface Props {
  matters: Matters;
  seats: readonly TreeSeat[]; // none: nobody keeps a rota here, and nothing is said
  scene: Scene;
}

export function HeldBy({ matters, seats, scene }: Props) {
  if (seats.length === 0) return null;
  const { watch, unaccepted } = holdingOf(matters, scene.now, scene.zone);
  return (
    <p className="held-by dotted">
      {watch ? (
        <Holder {...{ watch, scene }} />
      ) : (
        <strong className="held-by__warning">
          <Onward to={rotaAddress(scene.system)} scene={scene}>
            Nobody holds the system on record
          </Onward>
        </strong>
      )}
      {unaccepted && (
        <strong className="held-by__warning" role="status">
          <Onward to={handoverAddress(scene.system, unaccepted.handover)} scene={scene}>
            {unaccepted.words}
          </Onward>
        </strong>
      )}
    </p>
  );
}

function Holder({ watch, scene }: { watch: Watch; scene: Scene }) {
  const { person, title, since, until, then, accepted } = watch;
  const { zone, now } = scene;
  return (
    <span>
      Held by <strong>{person?.name}</strong>
      {title && `, ${lowerFirst(title)}`}
      {person?.phone && (
        <>
          , <Phone phone={person.phone} plain={scene.wall} />
        </>
      )}
      {accepted && since && (
        <>
          , accepted <Moment at={since} zone={zone} now={now} />
        </>
      )}
      {!accepted && ", by the rota, not handed over"}
      {until && (
        <>
          , until <Moment at={until} zone={zone} now={now} />
        </>
      )}
      {then && ` → ${lowerFirst(then)}`}
      <AsAt scene={scene} />
    </span>
  );
}

/** A link, but on a wall, where nobody can press anything. */
function Onward({ to, scene, children }: { to: string; scene: Scene; children: string }) {
  return scene.wall ? children : <Link to={to}>{children}</Link>;
}
