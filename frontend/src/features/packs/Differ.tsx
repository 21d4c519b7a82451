// Where versions do not tell the same of an organisation: the longest stretches, and the board as it was then.
import type { TriedUnit, TriedVersion } from "../../api/types";
import { pastAddress } from "../../ui/address";
import { LevelMark, type Mark } from "../../ui/LevelMark";
import { Link } from "../../ui/Link";
import type { Scene } from "../../ui/position/scene";
import { TableRegion } from "../../ui/TableRegion";
import { dayAndDate, hourAndMinute, toMilliseconds } from "../../ui/time";
import { lasted } from "./trial";
import { versionInWords } from "./words";

interface Props {
  unit: TriedUnit;
  versions: readonly TriedVersion[];
  zone: string;
  scene: Scene;
}

export function Differ({ unit, versions, zone, scene }: Props) {
  const { differ, differ_count, name } = unit;
  const shown =
    differ.length < differ_count ? `the ${differ.length} longest of ${differ_count}` : `${differ_count}`;
  const when = (at: string) => `${dayAndDate(at, zone)} ${hourAndMinute(at, zone)}`;
  return (
    <details className="more">
      <summary>
        Where they differ: {shown}
        <span className="nhsuk-u-visually-hidden">, {name}</span>
      </summary>
      <TableRegion name={`Where the versions differ, ${name}`} kind="plain">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" className="number">
              For
            </th>
            {versions.map((version) => (
              <th scope="col" key={version.name}>
                {versionInWords(version)}
              </th>
            ))}
            <th scope="col">As it was</th>
          </tr>
        </thead>
        <tbody>
          {differ.map(({ from, to, seconds, levels }) => (
            <tr key={from}>
              <th scope="row">{when(from)}</th>
              <td data-name="To">{when(to)}</td>
              <td className="number" data-name="For">
                {lasted(seconds)}
              </td>
              {versions.map((version, i) => (
                <td key={version.name} data-name={versionInWords(version)}>
                  <LevelMark mark={markFor(levels[i] ?? null)} size="small" />
                </td>
              ))}
              <td>
                <Link to={pastAddress(scene.system, Math.ceil(toMilliseconds(from) / 60_000) * 60_000)}>
                  Look back<span className="nhsuk-u-visually-hidden"> to {when(from)}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </TableRegion>
    </details>
  );
}

function markFor(level: number | null): Mark {
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : "?";
}
