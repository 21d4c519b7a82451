// Which level: four radio buttons, each with its mark.
import { LevelMark } from "../LevelMark";

const LEVELS = [1, 2, 3, 4] as const;

export function LevelChoice({
  level,
  onChange,
}: {
  level: number | null;
  onChange: (level: number) => void;
}) {
  return (
    <fieldset className="choice">
      <legend>Level</legend>
      {LEVELS.map((one) => (
        <label className="choice__one" key={one}>
          <input type="radio" name="declared-level" checked={level === one} onChange={() => onChange(one)} />
          <LevelMark mark={one} size="small" />
          <span aria-hidden="true">OPEL {one}</span>
        </label>
      ))}
    </fieldset>
  );
}
