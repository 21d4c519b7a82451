// There is no organisation of that name: says which there are.
import type { Tree, Unit } from "../../api/types";
import type { Board } from "../../live/picture";
import { boardAddress, organisationAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { Notice } from "../../ui/Notice";
import { Stripes } from "../../ui/Stripes";

export function Unknown({ board: { tree, mode, stream }, unit }: { board: Board; unit: string }) {
  return (
    <Stripes mode={mode}>
      <Notice title={`There is no organisation called ${unit} here`}>
        <p>
          It may have been renamed, or belong to another system. Go to{" "}
          <Link to={boardAddress(stream)}>the board of {tree.name}</Link>, or to one of its organisations:
        </p>
        <Organisations {...{ tree, stream }} />
      </Notice>
    </Stripes>
  );
}

function Organisations({ tree, stream }: { tree: Tree; stream: string }) {
  const groups = [...tree.places, { code: "across", name: "Across the system", units: tree.system_wide }];
  return groups
    .filter(({ units }) => units.length > 0)
    .map(({ code, name, units }) => (
      <section key={code}>
        <h2 className="nhsuk-heading-s">{name}</h2>
        <ul>
          {units.map((one) => (
            <li key={one.code}>
              <PageLink system={stream} unit={one} />
            </li>
          ))}
        </ul>
      </section>
    ));
}

export function PageLink({
  system,
  unit: { code, name },
}: {
  system: string;
  unit: Pick<Unit, "code" | "name">;
}) {
  return <Link to={organisationAddress(system, code)}>{name}</Link>;
}
