// What a version changes of another of its group, in the words of the review.
import { takePackDifferences } from "../../api/client";
import type { KnownPack, PackDifferences } from "../../api/types";
import { goTo } from "../../ui/address";
import { Entry } from "../../ui/Entry";
import { Failed } from "../../ui/Failed";
import type { Scene } from "../../ui/position/scene";
import { isSame, namedIn, nameOf, rulesAddress, type VersionName } from "../../ui/rulesAddress";
import { useAsked } from "./useAsked";
import { versionInWords } from "./words";

interface Props {
  pack: KnownPack;
  group: readonly KnownPack[];
  than: VersionName | null;
  scene: Scene;
}

export function Changed({ pack, group, than, scene }: Props) {
  const other = group.find((one) => one !== pack && than !== null && isSame(one, than));
  return (
    <section className="panel" aria-labelledby="pack-changes">
      <h2 className="panel__title" id="pack-changes">
        What differs
      </h2>
      <Entry label="From">
        {(given) => (
          <select
            {...given}
            value={other ? nameOf(other) : ""}
            onChange={({ target }) => {
              const chosen = namedIn(target.value);
              goTo(rulesAddress(scene.system, { show: "pack", of: pack, than: chosen }), true);
            }}
          >
            {!other && <option value="">Choose one</option>}
            {group
              .filter((one) => one !== pack)
              .map((one) => (
                <option key={nameOf(one)} value={nameOf(one)}>
                  {versionInWords(one)}
                </option>
              ))}
          </select>
        )}
      </Entry>
      {other && <Sentences key={nameOf(other)} {...{ pack, other }} />}
    </section>
  );
}

function Sentences({ pack, other }: { pack: KnownPack; other: KnownPack }) {
  const key = `${nameOf(pack)} ${nameOf(other)}`;
  const [answer, again] = useAsked<PackDifferences>(key, () =>
    takePackDifferences(pack.id, pack.version, other),
  );
  if (answer === null)
    return (
      <p role="status" aria-busy="true">
        Comparing…
      </p>
    );
  if (!answer.ok) return <Failed what="What differs" failed={answer.why} tryAgain={again} />;
  const { differences } = answer.value;
  if (differences.length === 0) return <p role="status">They mean the same.</p>;
  const moving = differences.filter(({ moves }) => moves);
  const words = differences.filter(({ moves }) => !moves);
  return (
    <>
      <p role="status">
        {moving.length === 0 ? "Only words differ: every level is the same." : "In what counts:"}
      </p>
      <List differences={moving} />
      {words.length > 0 && (
        <details className="more" open={moving.length === 0}>
          <summary>Names, notes and where it comes from: {words.length}</summary>
          <List differences={words} />
        </details>
      )}
    </>
  );
}

function List({ differences }: Pick<PackDifferences, "differences">) {
  if (differences.length === 0) return null;
  return (
    <ul className="panel__list">
      {differences.map(({ about, sentence }) => (
        <li key={`${about} ${sentence}`}>{sentence}</li>
      ))}
    </ul>
  );
}
