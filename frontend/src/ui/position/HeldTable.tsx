// The counts and other figures held of one organisation that are no parameter of its rules.
import type { Picture, Unit } from "../../api/types";
import { counts, withUnit } from "../figure";
import { Moment } from "../Moment";
import { stateInWords } from "./doubt";
import { shownAt } from "./held";
import { StateWords } from "./StateWords";
import type { Scene } from "./scene";

export function HeldTable({ unit, picture, scene }: { unit: Unit; picture: Picture; scene: Scene }) {
  const scored = new Set(picture.parameters.map(({ metric }) => metric));
  const others = Object.entries(picture.held).filter(([id]) => !scored.has(id));
  if (others.length === 0) return picture.assessed ? null : <p>No figures are held.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard
    <section className="table" aria-label={`Other figures held of ${unit.name}`} tabIndex={0}>
      <table>
        <caption>{picture.assessed ? "Also held" : "Figures held"}</caption>
        <thead>
          <tr>
            <th scope="col">Count or figure</th>
            <th scope="col" className="number">
              Figure
            </th>
            <th scope="col">As at</th>
            <th scope="col">State</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {others.map(([id, figure]) => {
            const { scores, source, doubt, state, due_at } = figure;
            const metric = scene.metrics[id];
            return (
              <tr key={id}>
                <th scope="row">{metric?.title ?? id}</th>
                <td className="number">
                  <span className={`figure figure--${state ?? "fresh"}`}>
                    {scores ? withUnit(scores.value, metric) : "–"}
                  </span>
                  {counts(scores) && <span className="counted">{counts(scores)}</span>}
                </td>
                <td>
                  <Moment at={shownAt(figure)} zone={scene.zone} now={scene.now} />
                </td>
                <td>
                  {state ? (
                    <StateWords state={state} due={due_at ?? null} scene={scene} />
                  ) : (
                    doubt && stateInWords(doubt)
                  )}
                </td>
                <td>{source}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
