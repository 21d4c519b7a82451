// Putting somebody into a seat: the dialog around its form.
import type { Gap, Rota, Shift, TreeSeat } from "../../api/types";
import { Dialog } from "../../ui/Dialog";
import type { Scene } from "../../ui/position/scene";
import { ShiftForm } from "./ShiftForm";

/** What the form is opened for. `seat` null: any; `from` null: as is likely. */
export interface Wanted {
  seat: string | null;
  from: number | null;
}

interface Props {
  rota: Rota;
  keeps: readonly TreeSeat[]; // the seats that the reader may fill
  shifts: readonly Shift[];
  gaps: readonly Gap[];
  scene: Scene;
  wanted: Wanted | null; // null: closed
  onClose: () => void;
}

export function AddShift({ wanted, onClose, ...rest }: Props) {
  return (
    <Dialog title="Add a shift" open={wanted !== null} onClose={onClose}>
      {wanted && <ShiftForm {...rest} wanted={wanted} onDone={onClose} />}
    </Dialog>
  );
}
