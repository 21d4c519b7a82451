// What each key does, and the switch that turns single keys off. Whoever owns the keys says what they do.
import type { ReactNode } from "react";
import { Dialog } from "./Dialog";
import { useSingleKeys } from "./useKeys";

export interface KeyLine {
  keys: readonly string[];
  does: string;
}

interface Props {
  lines: readonly KeyLine[];
  open: boolean;
  onClose: () => void;
  children?: ReactNode;
}

export function Keys({ lines, open, onClose, children }: Props) {
  const [on, switchTo] = useSingleKeys();
  return (
    <Dialog title="Keys" open={open} onClose={onClose}>
      <table className="keys">
        <thead className="nhsuk-u-visually-hidden">
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ keys, does }) => (
            <tr key={does}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="keys__switch">
        <input type="checkbox" checked={on} onChange={({ target }) => switchTo(target.checked)} />
        Single-key shortcuts are on
      </label>
      <p className="keys__quiet">
        Switch them off if you use speech input, or if keys are pressed by accident. Tab, Enter and Esc always
        work. This browser remembers your choice.
      </p>
      {children}
    </Dialog>
  );
}
