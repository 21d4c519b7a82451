// What came of a back-test: of each organisation its levels under every version as a strip, in hours, and where they differ.
import { useEffect, useState } from "react";
import type { BackTestResult, TriedUnit, TriedVersion } from "../../api/types";
import type { Scene } from "../../ui/position/scene";
import { Differ } from "./Differ";
import { HoursAt } from "./HoursAt";
import { StripLegend, Strips } from "./Strips";
import { differInWords } from "./trial";
import { daysInWords, momentInWords, versionInWords } from "./words";

interface Props {
  result: BackTestResult;
  scene: Scene;
}

export function Tried({ result, scene }: Props) {
  const { from, to, units, silent, versions, timezone } = result;
  return (
    <section className="panel tried" aria-labelledby="tried-title">
      <h2 className="panel__title" id="tried-title">
        {daysInWords(from, to, timezone)}
      </h2>
      <Rests {...{ result }} />
      {units.length === 0 && (
        <p>
          There is no figure of these organisations before {momentInWords(to, timezone)}, so there is nothing
          to run. Choose later days, or come back when figures have been sent for a while.
        </p>
      )}
      {units.length > 0 && silent.length > 0 && (
        <p>No figure was received of: {silent.map(({ short }) => short).join(", ")}.</p>
      )}
      {units.length > 0 && (
        <>
          <StripLegend differ={versions.length > 1} />
          {units.map((unit) => (
            <Unit key={unit.code} {...{ unit, versions, result, scene }} />
          ))}
          <Picture svg={result.picture ?? ""} name={`back-test ${from.slice(0, 10)}.svg`} />
        </>
      )}
    </section>
  );
}

/** On what: how many figures, since when, what never came in. */
function Rests({ result: { rows, first_at, from, timezone, refused } }: { result: BackTestResult }) {
  const count = (number: number) => new Intl.NumberFormat("en-GB").format(number);
  const turned = Object.values(refused).reduce((sum, one) => sum + one, 0);
  if (rows === 0) return null;
  return (
    <p className="strip__quiet">
      It rests on {count(rows)} figures
      {first_at && `, the first of ${momentInWords(first_at, timezone)}`}.
      {first_at && first_at > from && " Before that there were none."}
      {turned > 0 &&
        ` ${count(turned)} were refused as they came, and are not in it: ${Object.entries(refused)
          .map(([code, many]) => `${code.replaceAll("_", " ")} ${count(many)}`)
          .join(", ")}.`}
    </p>
  );
}

interface UnitProps {
  unit: TriedUnit;
  versions: readonly TriedVersion[];
  result: BackTestResult;
  scene: Scene;
}

function Unit({ unit, versions, result, scene }: UnitProps) {
  const title = `tried-${unit.code}`;
  return (
    <section className="tried__unit" aria-labelledby={title}>
      <h3 className="tried__name" id={title}>
        {unit.name}
      </h3>
      {versions.length > 1 && <p className="tried__sum">{differInWords(unit)}</p>}
      <Strips {...{ unit, result }} labels={versions.map(versionInWords)} />
      <HoursAt {...{ unit, versions }} />
      {unit.differ.length > 0 && <Differ {...{ unit, versions, scene }} zone={result.timezone} />}
    </section>
  );
}

function Picture({ svg, name }: { svg: string; name: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return (
    <p className="tried__save">
      <a className="nhsuk-link" href={address} download={name}>
        Save the picture (SVG)
      </a>
    </p>
  );
}
