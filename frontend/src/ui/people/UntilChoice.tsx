// Until when: a few hours from now, or a local time; said with its day, since a time alone could be either.
import { useState } from "react";
import type { Scene } from "../position/scene";
import { hoursFromNow, PRESET_HOURS, timeOf, USUAL_HOURS, untilInWords, untilOf } from "./declare";

interface Props {
  until: number | null;
  scene: Scene;
  onChange: (until: number | null) => void;
}

export function UntilChoice({ until, scene, onChange }: Props) {
  const [typed, setTyped] = useState(() => (until === null ? "" : timeOf(until, scene.zone)));
  const usual = until === hoursFromNow(USUAL_HOURS, scene.now);
  const [hours, setHours] = useState<number | null>(usual ? USUAL_HOURS : null); // of the preset that was pressed
  function choose(pressed: number): void {
    const chosen = hoursFromNow(pressed, scene.now);
    setHours(pressed);
    setTyped(timeOf(chosen, scene.zone));
    onChange(chosen);
  }
  return (
    <fieldset className="choice">
      <legend>Until when?</legend>
      {PRESET_HOURS.map((preset) => (
        <button
          type="button"
          className="plain-button"
          key={preset}
          aria-pressed={preset === hours}
          onClick={() => choose(preset)}
        >
          {preset} h
        </button>
      ))}
      <label className="choice__time">
        or at{" "}
        <input
          type="time"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setHours(null);
            onChange(untilOf(target.value, scene));
          }}
        />
      </label>
      <output className="choice__said">{until === null ? "" : untilInWords(until, scene)}</output>
    </fieldset>
  );
}
