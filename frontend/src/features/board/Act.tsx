// One thing that somebody did, as a sentence with its time and the way to its page.
import { memo } from "react";
import { alertAddress, cardsAddress, handoverAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { Moment } from "../../ui/Moment";
import type { Act } from "../../ui/people/acts";
import { sayAct } from "../../ui/people/actWords";
import type { Scene } from "../../ui/position/scene";

interface Props {
  act: Act;
  scene: Scene;
  fresh: boolean;
}

export const ActLine = memo(function ActLine({ act, scene, fresh }: Props) {
  const { about, what, why } = sayAct(act, scene.names, scene);
  const classes = ["happened"];
  if (act.matter.v > scene.opened && act.matter.log.at(-1) === act.line) classes.push("happened--new");
  if (fresh) classes.push("happened--since");
  return (
    <li className={classes.join(" ")}>
      <Moment at={act.at} zone={scene.zone} now={scene.now} />{" "}
      <span>
        {about} <strong>{what}</strong>
        {why && `: ${why}`}
        <Onward {...{ act, scene, about }} />
      </span>
    </li>
  );
}, isSame);

/** They are picked out anew with every frame; a log's lines are never changed, and its matter is another when it has. */
function isSame(a: Props, b: Props): boolean {
  return (
    a.scene === b.scene &&
    a.fresh === b.fresh &&
    a.act.matter === b.act.matter &&
    a.act.line === b.act.line &&
    a.act.others.length === b.act.others.length
  );
}

/** A declaration and a notice are on their organisation's strip. */
function Onward({ act: { matter }, scene, about }: Omit<Props, "fresh"> & { about: string }) {
  const to = addressOf(matter.kind, matter.id, scene.system);
  if (scene.wall || to === null) return null;
  return (
    <span className="happened__why">
      {" "}
      <Link to={to}>
        more<span className="nhsuk-u-visually-hidden"> of this, {about}</span>
      </Link>
    </span>
  );
}

function addressOf(kind: Act["matter"]["kind"], matter: string, system: string): string | null {
  if (kind === "alert") return alertAddress(system, matter);
  if (kind === "card") return cardsAddress(system, { card: matter });
  return kind === "handover" ? handoverAddress(system, matter) : null;
}
