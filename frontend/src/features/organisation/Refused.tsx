// What was sent for an organisation and not taken, newest first: what it was, why, what to do.
import { useCallback } from "react";
import { takeRefused } from "../../api/client";
import type { Refused as RefusedFigure, Unit } from "../../api/types";
import { Failed } from "../../ui/Failed";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import { useTaken } from "../../ui/useTaken";

const LOOKED_MS = 15_000; // what is refused moves nothing that the board hears of

interface Props {
  unit: Unit;
  scene: Scene;
  moved: string | null;
  real: number;
  room: boolean;
}

export function Refused({ unit, scene, moved, real, room }: Props) {
  const take = useCallback(() => takeRefused(scene.system, unit.code), [scene.system, unit.code]);
  const refused = useTaken(take, moved && `${moved} ${Math.floor(real / LOOKED_MS)}`);
  const { value, failed, tryAgain } = refused;
  return (
    <section className="panel" aria-labelledby="refused">
      <h2 className="panel__title" id="refused">
        Refused
      </h2>
      {failed && <Failed {...{ failed, tryAgain }} what="What was refused" />}
      {!value && !failed && <p aria-busy="true">Fetching…</p>}
      {value?.length === 0 && (
        <p>Nothing {room ? `of ${unit.name}` : "of yours"} was refused in the last 30 days.</p>
      )}
      {value && value.length > 0 && <RefusedTable {...{ unit, scene }} refused={value} />}
    </section>
  );
}

interface TableProps {
  unit: Unit;
  refused: readonly RefusedFigure[];
  scene: Scene;
}

function RefusedTable({ unit, refused, scene }: TableProps) {
  return (
    <TableRegion name={`Refused of ${unit.name}`} kind="plain" short>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Figure</th>
          <th scope="col">What was sent</th>
          <th scope="col">Why, and what to do</th>
        </tr>
      </thead>
      <tbody>
        {refused.map((figure, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two alike may be refused in one moment
          <tr key={`${figure.at} ${i}`}>
            <th scope="row">
              <Moment at={figure.at} zone={scene.zone} now={scene.now} />
            </th>
            <td>{figure.metric ? (scene.metrics[figure.metric]?.title ?? figure.metric) : "–"}</td>
            <td>{sentInWords(figure)}</td>
            <td>{figure.message}</td>
          </tr>
        ))}
      </tbody>
    </TableRegion>
  );
}

function sentInWords({ field, raw, length }: RefusedFigure): string {
  if (raw !== null) return raw === "" ? `${field}: nothing` : raw;
  return `${field}: ${length} characters, not kept`;
}
