// When an organisation's figures are expected, soonest due first: by what schedule, and how current each is.
import type { DueFigure, Organisation, Unit } from "../../api/types";
import { Failed } from "../../ui/Failed";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import type { Taken } from "../../ui/useTaken";
import { currentInWords, type DueGroup, dueGroups, isWaitedFor } from "./due";

interface Props {
  unit: Unit;
  organisation: Taken<Organisation>;
  scene: Scene;
}

export function Due({ unit, organisation, scene }: Props) {
  const { value, failed, tryAgain } = organisation;
  return (
    <section className="panel" aria-labelledby="due">
      <h2 className="panel__title" id="due">
        When figures are due
      </h2>
      {failed && <Failed {...{ failed, tryAgain }} what="What is due" />}
      {!value && !failed && <p aria-busy="true">Fetching…</p>}
      {value && value.due.length === 0 && (
        <p>No figure is expected of {unit.name} at any set time. What it sends is kept and shown.</p>
      )}
      {value && value.due.length > 0 && <DueTable {...{ unit, scene }} due={value.due} />}
      {value?.silent_by_rule.map((phrase) => (
        <p className="strip__quiet" key={phrase}>
          {phrase}
        </p>
      ))}
    </section>
  );
}

function DueTable({ unit, due, scene }: { unit: Unit; due: readonly DueFigure[]; scene: Scene }) {
  return (
    <TableRegion name={`When figures of ${unit.name} are due`} kind="plain">
      <thead>
        <tr>
          <th scope="col">Figures</th>
          <th scope="col">Next</th>
          <th scope="col">State</th>
          <th scope="col">Last received</th>
          <th scope="col">Expected</th>
        </tr>
      </thead>
      <tbody>
        {dueGroups(due).map((group) => (
          <DueRow key={group.first.metric} {...{ group, scene }} />
        ))}
      </tbody>
    </TableRegion>
  );
}

function DueRow({ group: { figures, first }, scene }: { group: DueGroup; scene: Scene }) {
  const { schedule, observed_at } = first;
  const names = figures.map(({ metric }) => scene.metrics[metric]?.short ?? metric);
  return (
    <tr>
      <th scope="row">
        {names.join(", ")}
        {first.parameter === null && <span className="counted">not scored</span>}
      </th>
      <td className="due__next">
        <Next figure={first} scene={scene} />
      </td>
      <td>{currentInWords(first, scene.now)}</td>
      <td className="due__received">
        {observed_at ? <Moment at={observed_at} zone={scene.zone} now={scene.now} /> : "–"}
      </td>
      <td>{schedule}</td>
    </tr>
  );
}

function Next({ figure, scene: { zone, now } }: { figure: DueFigure; scene: Scene }) {
  const { state, due_at, late_at } = figure;
  if ((state === "late" || state === "dead") && late_at) {
    return (
      <strong>
        late since <Moment at={late_at} zone={zone} now={now} />
      </strong>
    );
  }
  if (!due_at) return <>–</>;
  return (
    <>
      {isWaitedFor(figure, now) ? "due since" : "due"} <Moment at={due_at} zone={zone} now={now} />
      {late_at && (
        <span className="counted">
          late from <Moment at={late_at} zone={zone} now={now} />
        </span>
      )}
    </>
  );
}
