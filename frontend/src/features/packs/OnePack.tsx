// One version whole: where it is in force and on whose word, what its text says, what it changes of another.
import { takePackText } from "../../api/client";
import type { KnownPack, Packs, PackText } from "../../api/types";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import { PackCuts, rulesInWords } from "../../ui/position/PackCuts";
import { useRules } from "../../ui/position/rules";
import type { Scene } from "../../ui/position/scene";
import { rulesAddress, type VersionName } from "../../ui/rulesAddress";
import { Changed } from "./Changed";
import { FromDate, Provenance, StandingTag, Uses } from "./Standing";
import { useAsked } from "./useAsked";
import { bandsInWords, comparedWith, standingOf, statedInWords, versionInWords } from "./words";

interface Props {
  pack: KnownPack;
  packs: Packs;
  than: VersionName | null;
  scene: Scene;
}

export function OnePack({ pack, packs, than, scene }: Props) {
  const group = packs.packs.filter((one) => one.group === pack.group);
  return (
    <>
      <About {...{ pack, group, scene }} />
      {pack.kind !== "triggers" && <Says {...{ pack, scene }} />}
      {group.length > 1 && <Changed {...{ pack, group, scene }} than={than ?? comparedWith(pack, group)} />}
      <Text key={pack.sha} pack={pack} open={pack.kind === "triggers"} />
    </>
  );
}

function About({ pack, group, scene }: { pack: KnownPack; group: readonly KnownPack[]; scene: Scene }) {
  const standing = standingOf(pack);
  const beside = group.filter((one) => one !== pack && one.trial_units.length > 0).slice(0, 2);
  const trial = { versions: [pack, ...beside], units: [], days: null };
  return (
    <section className="panel" aria-labelledby="pack-title">
      <h2 className="panel__title" id="pack-title">
        {versionInWords(pack)}
      </h2>
      <StandingTag standing={standing} />
      <Uses uses={pack.uses} zone={scene.zone} whole />
      <dl className="pack__facts">
        <dt>Judges</dt>
        <dd>{pack.judges}</dd>
        <dt>Where it comes from</dt>
        <dd>
          <Provenance provenance={pack.provenance} />
          {pack.source && `. ${pack.source}.`}
        </dd>
        <dt>Its name</dt>
        <dd>
          {pack.id}, version {pack.version}
        </dd>
        <dt>The sha256 of its text</dt>
        <dd className="pack__sha">{pack.sha}</dd>
      </dl>
      {standing !== "now" && <FromDate {...{ pack, scene }} />}
      {pack.trial_units.length > 0 && (
        <p>
          <Link to={rulesAddress(scene.system, { show: "trial", trial })}>Try on our history</Link>
        </p>
      )}
    </section>
  );
}

function Says({ pack, scene }: { pack: KnownPack; scene: Scene }) {
  const rules = useRules(pack.id, pack.version);
  return (
    <section className="panel" aria-labelledby="pack-says">
      <h2 className="panel__title" id="pack-says">
        What it says
      </h2>
      {rules === null ? (
        <p role="status" aria-busy="true">
          Fetching its text…
        </p>
      ) : (
        <>
          <p>{bandsInWords(rules)}</p>
          <p>
            {rulesInWords(rules)} {statedInWords(rules)}
          </p>
          {rules.parameters.length > 0 ? (
            <PackCuts {...{ rules, scene }} />
          ) : (
            <p>It scores no figures: it combines the levels of others by their weights.</p>
          )}
        </>
      )}
    </section>
  );
}

function Text({ pack, open }: { pack: KnownPack; open: boolean }) {
  const { id, version, sha } = pack;
  const [answer, again] = useAsked<PackText>(sha, () => takePackText(id, version));
  return (
    <section className="panel" aria-labelledby="pack-text">
      <h2 className="panel__title" id="pack-text">
        Its text, as reviewed
      </h2>
      {answer && !answer.ok && <Failed what="Its text" failed={answer.why} tryAgain={again} />}
      {answer?.ok && (
        <details className="more" open={open}>
          <summary>{answer.value.text.split("\n").length} lines</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="pack__text" tabIndex={0}>
            {answer.value.text}
          </pre>
        </details>
      )}
    </section>
  );
}
