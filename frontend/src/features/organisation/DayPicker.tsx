// Which 24 hours are shown: the last, or a day picked. The choice is in the address.
import { useEffect, useState } from "react";
import type { Unit } from "../../api/types";
import { type Asked, goTo, organisationAddress } from "../../ui/address";
import type { Scene } from "../../ui/position/scene";
import { dayOf, daysFrom, isOffered } from "./days";

interface Props {
  unit: Unit;
  day: string | null;
  why: Asked | null;
  scene: Scene;
  first: string | null; // the oldest day with a figure
}

export function DayPicker({ unit, day, why, scene, first }: Props) {
  const today = dayOf(scene.now, scene.zone);
  const [typed, setTyped] = useState(day ?? "");
  useEffect(() => setTyped(day ?? ""), [day]);
  const go = (to: string | null) => goTo(organisationAddress(scene.system, unit.code, { day: to, why }));
  const shown = day ?? today;
  const before = daysFrom(shown, -1);
  return (
    <fieldset className="picker">
      <legend className="nhsuk-u-visually-hidden">Which 24 hours</legend>
      <button
        type="button"
        className="plain-button"
        aria-pressed={day === null}
        onClick={() => day !== null && go(null)}
      >
        Last 24 hours
      </button>
      <button type="button" className="plain-button" onClick={() => go(before)}>
        <span aria-hidden="true">‹ </span>Day before
      </button>
      <label className="picker__day">
        Day{" "}
        <input
          type="date"
          className="picker__date"
          value={typed}
          max={today}
          {...(first && { min: first })}
          onChange={({ target }) => {
            setTyped(target.value);
            if (isOffered(target.value, today) && target.value >= (first ?? "2000")) go(target.value);
          }}
        />
      </label>
      <button
        type="button"
        className="plain-button"
        disabled={day === null || day >= today}
        onClick={() => go(daysFrom(shown, 1))}
      >
        Day after<span aria-hidden="true"> ›</span>
      </button>
    </fieldset>
  );
}
