// Every shift of a seat in words, each with the way to take it off or end it. Folded until asked for.
import type { Rota, Shift, TreeSeat } from "../../api/types";
import { Confirm } from "../../ui/Confirm";
import { many } from "../../ui/people/who";
import type { Scene } from "../../ui/position/scene";
import { Reached } from "./Reached";
import { removeInWords, stretchInWords } from "./words";

interface Props {
  seat: TreeSeat;
  shifts: readonly Shift[];
  rota: Rota;
  scene: Scene;
  changes: boolean;
}

export function ShiftList({ seat, shifts, rota, scene, changes }: Props) {
  if (shifts.length === 0) return null;
  return (
    <details className="more">
      <summary>
        {many(shifts.length, "shift")}
        <span className="nhsuk-u-visually-hidden"> of {seat.title}</span>
      </summary>
      <ul className="shifts">
        {shifts.map((shift) => (
          <li key={shift.id}>
            <span>
              {shift.person.name}, {stretchInWords(shift.starts_at, shift.ends_at, scene.now, scene.zone)}{" "}
              <Reached person={shift.person} rota={rota} />
            </span>
            {changes && <Remove {...{ shift, scene }} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Remove({ shift, scene }: { shift: Shift; scene: Scene }) {
  const begun = Date.parse(shift.starts_at) <= scene.now;
  const label = begun ? "End now" : "Take off";
  const about = `${shift.person.name}, ${stretchInWords(shift.starts_at, shift.ends_at, scene.now, scene.zone)}`;
  return (
    <Confirm
      code={scene.system}
      {...{ label, about }}
      title={begun ? "End this shift now?" : "Take this shift off the rota?"}
      sure={label}
      deed={() => ({ do: "end_shift", matter: shift.id, seen: shift.v })}
    >
      <p>{removeInWords(shift, scene.now, scene.zone)}</p>
    </Confirm>
  );
}
