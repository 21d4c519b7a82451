// Whom a call to make is to, with the number under a thumb.
import type { Card } from "../../api/types";
import type { Live } from "../../live/picture";
import { alertAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { Call } from "../../ui/people/PersonLine";
import type { Scene } from "../../ui/position/scene";

export function RingCall({ card, live, scene }: { card: Card; live: Live; scene: Scene }) {
  const alert = card.alert ? live.matters[card.alert] : undefined;
  if (alert?.kind !== "alert") return null;
  const page = alert.pages.find(({ n }) => n === card.page);
  return (
    <p className="card__ring">
      {page && (
        <span>
          {page.person.name}, {page.seat_title}{" "}
          {page.person.phone ? <Call person={page.person} /> : "no number held: through the switchboard"}
        </span>
      )}{" "}
      <Link to={alertAddress(scene.system, alert.id)}>What it is about</Link>
    </p>
  );
}
