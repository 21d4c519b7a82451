// An organisation's name; pressing it opens its strip. On a wall it is only a name.
import type { Unit } from "../../api/types";
import type { Scene } from "../../ui/position/scene";
import { openerId } from "./reach";

interface Props {
  unit: Unit;
  scene: Scene;
  open: boolean;
  onToggle: () => void;
}

export function detailId(unit: Unit): string {
  return `detail-${unit.code}`;
}

export function Opener({ unit, scene, open, onToggle }: Props) {
  if (scene.wall) return unit.name;
  return (
    <button
      type="button"
      className="strip__open"
      id={openerId(unit.code)}
      aria-expanded={open}
      {...(open && { "aria-controls": detailId(unit) })}
      onClick={onToggle}
    >
      {unit.name}
      <svg className="strip__chevron" viewBox="0 0 12 12" aria-hidden="true">
        <path d={open ? "M1 8.5 6 3.5 11 8.5" : "M1 3.5 6 8.5 11 3.5"} />
      </svg>
    </button>
  );
}
