// What a file of shifts was refused for, line by line; and what each seat is called in one.
import type { TreeSeat } from "../../api/types";
import { TableRegion } from "../../ui/TableRegion";
import type { Refused } from "./csv";

export function RefusedLines({ refused }: { refused: readonly Refused[] }) {
  if (refused.length === 0) return null;
  return (
    <TableRegion name="Lines that were refused" kind="plain">
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Why</th>
          <th scope="col">What stands there</th>
        </tr>
      </thead>
      <tbody>
        {refused.map(({ line, text, reason }) => (
          <tr key={`${line} ${reason}`}>
            <th scope="row">{line ?? "–"}</th>
            <td>{reason}</td>
            <td>
              <code>{text}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </TableRegion>
  );
}

export function SeatNames({ seats }: { seats: readonly TreeSeat[] }) {
  return (
    <details className="more">
      <summary>What each seat is called in a file</summary>
      <ul className="shifts">
        {seats.map(({ key, title, where }) => (
          <li key={key}>
            <code>{key}</code>
            <span>
              {title}, {where}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
