// What people are dealing with at one organisation, in the lines of its strip: cards, and how its alerts stand.
import { memo } from "react";
import type { Alert, Unit } from "../../api/types";
import type { UnitMatters } from "../../live/unitMatters";
import { alertAddress, cardsAddress } from "../address";
import { Link } from "../Link";
import type { Scene } from "../position/scene";
import { alertLine, alertTitle, isOfLevel, worstAlertsFirst } from "./alertWords";
import { cardsInWords, isLateCard } from "./cardWords";
import { seenCount } from "./toldWords";

interface Props {
  unit: Unit;
  people: UnitMatters;
  scene: Scene;
}

const MOST_ALERTS = 2;

export const UnitPeople = memo(function UnitPeople({ unit, people, scene }: Props) {
  const { cards, alerts, notices } = people;
  const words = cardsInWords(cards, scene.now);
  const late = cards.some((card) => isLateCard(card, scene.now));
  const ordered = worstAlertsFirst(alerts);
  const more = ordered.length - MOST_ALERTS;
  const [newest] = notices;
  return (
    <div className="people">
      {ordered.slice(0, MOST_ALERTS).map((alert) => (
        <AlertLine key={alert.id} {...{ alert, scene }} />
      ))}
      {(words || newest || more > 0) && (
        <p className="people__line dotted">
          {more > 0 && <span>{more === 1 ? "1 more alert" : `${more} more alerts`}</span>}
          {words && (
            <span className={late ? "people__late" : ""}>
              {scene.wall ? (
                words
              ) : (
                <Link to={cardsAddress(scene.system, { unit: unit.code })}>
                  {words}
                  <span className="nhsuk-u-visually-hidden"> at {unit.name}</span>
                </Link>
              )}
            </span>
          )}
          {newest && <span>partners told, {seenCount(newest)}</span>}
        </p>
      )}
    </div>
  );
});

/** The alert as a link, then who was called or who has it. Of a level the strip says which. */
export function AlertLine({ alert, scene }: { alert: Alert; scene: Scene }) {
  const { words, warns } = alertLine(alert, scene);
  const title = isOfLevel(alert) ? (
    <>
      Alert<span className="nhsuk-u-visually-hidden">, {alertTitle(alert)}</span>
    </>
  ) : (
    alertTitle(alert)
  );
  return (
    <p className={`people__alert${warns ? " people__alert--warns" : ""}`}>
      {scene.wall ? <strong>{title}</strong> : <Link to={alertAddress(scene.system, alert.id)}>{title}</Link>}
      : {words}
    </p>
  );
}
