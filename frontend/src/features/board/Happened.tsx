// One thing that has happened, as a sentence with its time, with what moved along and the way to why.
import { memo } from "react";
import { organisationAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { sayEvent, sayMoved } from "../../ui/position/sentences";
import { useReach } from "./reach";
import type { Told } from "./told";

interface Props {
  told: Told;
  scene: Scene;
  fresh?: boolean;
}

export const Happened = memo(function Happened({ told, scene, fresh = false }: Props) {
  const { event } = told;
  const { about, what, why } = sayEvent(event, scene.names, scene.metrics);
  const along = told.with.filter(({ unit }) => !scene.pillars?.has(unit));
  const classes = ["happened"];
  if (event.seq > scene.opened) classes.push("happened--new");
  if (event.kind === "level" && event.was !== null && (event.now ?? 0) > event.was)
    classes.push("happened--rose");
  if (fresh) classes.push("happened--since");
  return (
    <li className={classes.join(" ")}>
      <Moment at={event.effective_at} zone={scene.zone} now={scene.now} />{" "}
      <span>
        {about}
        {what && " "}
        {what && <strong>{what}</strong>}
        {why && `: ${why}`}
        <WhyLink {...{ told, scene, about }} />
        {along.length > 0 && (
          <span className="happened__with">
            With it: {along.map((other) => sayMoved(other, scene.names)).join(", ")}
          </span>
        )}
      </span>
    </li>
  );
}, isSame);

/** It is told anew with every frame, mostly of the same events. */
function isSame(a: Props, b: Props): boolean {
  const others = b.told.with;
  return (
    a.scene === b.scene &&
    a.fresh === b.fresh &&
    a.told.event === b.told.event &&
    a.told.with.length === others.length &&
    a.told.with.every((event, i) => event === others[i])
  );
}

function WhyLink({ told: { event }, scene, about }: { told: Told; scene: Scene; about: string }) {
  const reach = useReach();
  if (scene.wall || !scene.figures || event.kind !== "level" || !reach.has(event.unit)) return null;
  return (
    <span className="happened__why">
      {" "}
      <Link to={organisationAddress(scene.system, event.unit, { why: event.seq })}>
        why?
        <span className="nhsuk-u-visually-hidden">
          {" "}
          {about} at <Moment at={event.effective_at} zone={scene.zone} now={scene.now} />
        </span>
      </Link>
    </span>
  );
}
