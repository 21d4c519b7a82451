// Every version by what it judges: those in force stand out from those that are not.
import type { KnownPack, Packs } from "../../api/types";
import { Link } from "../../ui/Link";
import type { Scene } from "../../ui/position/scene";
import { rulesAddress } from "../../ui/rulesAddress";
import { FromDate, Provenance, StandingTag, Uses } from "./Standing";
import { type Group, groupsOf, shortSha, standingOf } from "./words";

interface Props {
  packs: Packs;
  scene: Scene;
}

export function PackList({ packs, scene }: Props) {
  return groupsOf(packs.packs).map((group) => <GroupOf key={group.group} {...{ group, scene }} />);
}

function GroupOf({ group, scene }: { group: Group; scene: Scene }) {
  const title = `packs-${group.group}`;
  return (
    <section className="panel packs" aria-labelledby={title}>
      <div className="panel__top">
        <h2 className="panel__title" id={title}>
          {group.judges}
        </h2>
        {group.canTry && (
          <Link to={trialAddress(group, scene)}>
            Try on our history<span className="nhsuk-u-visually-hidden">: {group.judges}</span>
          </Link>
        )}
      </div>
      <ul className="packs__list">
        {group.packs.map((pack) => (
          <Version key={`${pack.id} ${pack.version}`} {...{ pack, scene }} />
        ))}
      </ul>
    </section>
  );
}

function Version({ pack, scene }: { pack: KnownPack; scene: Scene }) {
  const standing = standingOf(pack);
  return (
    <li className={`pack pack--${standing}`}>
      <h3 className="pack__title">
        <Link to={rulesAddress(scene.system, { show: "pack", of: pack, than: null })}>
          {pack.title}, version {pack.version}
        </Link>
      </h3>
      <StandingTag standing={standing} />
      <div className="pack__about">
        <Uses uses={pack.uses} zone={scene.zone} />
        <p className="pack__quiet dotted">
          <Provenance provenance={pack.provenance} />
          <span>
            {pack.id}, sha <code>{shortSha(pack.sha)}</code>
          </span>
        </p>
        {pack.local_triggers.length > 0 && (
          <p className="pack__quiet">Watches for: {pack.local_triggers.join("; ")}.</p>
        )}
        {standing !== "now" && <FromDate pack={pack} scene={scene} />}
      </div>
    </li>
  );
}

/** With the versions of the group that can be tried; days are chosen there. */
function trialAddress({ packs }: Group, { system }: Scene): string {
  const versions = packs.filter(({ trial_units }) => trial_units.length > 0).slice(0, 3);
  return rulesAddress(system, { show: "trial", trial: { versions, units: [], days: null } });
}
