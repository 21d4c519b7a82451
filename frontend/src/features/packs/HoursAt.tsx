// An organisation's hours at each level, changes and flaps: a line for each version.
import type { TriedUnit, TriedVersion } from "../../api/types";
import { TableRegion } from "../../ui/TableRegion";
import { lasted, NAMES, SHARES } from "./trial";
import { versionInWords } from "./words";

export const FLAP_WORDS = "A flap is a level left and come back to within 60 minutes.";

export function HoursAt({ unit, versions }: { unit: TriedUnit; versions: readonly TriedVersion[] }) {
  return (
    <TableRegion name={`Hours at each level, ${unit.name}`} kind="plain">
      <thead>
        <tr>
          <th scope="col">Version</th>
          {SHARES.map((share) => (
            <th scope="col" className="number" key={share}>
              {NAMES[share]}
            </th>
          ))}
          <th scope="col" className="number">
            Changes
          </th>
          <th scope="col" className="number" title={FLAP_WORDS}>
            Flaps
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version, i) => {
          const levels = unit.levels[i];
          if (!levels) return null;
          return (
            <tr key={version.name}>
              <th scope="row">{versionInWords(version)}</th>
              {SHARES.map((share) => (
                <td className="number" key={share} data-name={NAMES[share]}>
                  {lasted(levels[share])}
                </td>
              ))}
              <td className="number" data-name="Changes">
                {levels.changes}
              </td>
              <td className="number" data-name="Flaps">
                {levels.flaps}
              </td>
            </tr>
          );
        })}
      </tbody>
    </TableRegion>
  );
}
