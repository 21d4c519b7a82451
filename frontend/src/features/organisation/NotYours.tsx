// Another provider's organisation: its level is everybody's, its figures are not. Says what can be seen instead.
import type { Picture } from "../../api/types";
import type { Board } from "../../live/picture";
import { boardAddress } from "../../ui/address";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Link } from "../../ui/Link";
import { LevelWords } from "../../ui/position/LevelWords";
import { namesOf } from "../../ui/position/names";
import type { Placed } from "./placed";
import { PageLink } from "./Unknown";

interface Props {
  board: Board;
  about: Placed;
  picture: Picture | null;
  own: readonly string[];
}

export function NotYours({ board: { tree, stream }, about: { unit }, picture, own }: Props) {
  const names = namesOf(tree);
  return (
    <section className="panel" aria-labelledby="not-yours">
      <h2 className="panel__title" id="not-yours">
        You cannot see the figures of {unit.name}
      </h2>
      <p className="standing__line">
        <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="medium" />
        <strong>
          <LevelWords picture={picture} />
        </strong>
      </p>
      <p>Its figures are for its own people and for the room. Ask the room lead if you should see them.</p>
      <p>What you can see:</p>
      <ul className="panel__list">
        {own.map((code) => (
          <li key={code}>
            <PageLink system={stream} unit={{ code, name: names.get(code) ?? code }} />
          </li>
        ))}
        <li>
          <Link to={boardAddress(stream)}>the level of every organisation of {tree.name}</Link>
        </li>
      </ul>
    </section>
  );
}
