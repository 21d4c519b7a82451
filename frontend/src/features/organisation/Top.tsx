// The top of an organisation's page: the way back, who, what time, whether it is true.
import type { ReactNode } from "react";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { boardAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { PageHeading } from "../../ui/PageHeading";
import { HeldBy } from "../../ui/people/HeldBy";
import { PositionAt, ServiceTime } from "../../ui/position/ServiceTime";
import type { Scene } from "../../ui/position/scene";
import { TruthLine } from "../../ui/position/TruthLine";
import { ModeWord } from "../../ui/Stripes";
import type { Placed } from "./placed";

interface Props {
  board: Board;
  live: Live;
  truth: Truth;
  about: Placed;
  scene: Scene;
  leave: ReactNode;
}

export function Top({ board: { tree, mode, stream }, live, truth, about, scene, leave }: Props) {
  const zone = tree.timezone;
  return (
    <header className="header">
      <div className="header__line">
        <nav className="header__back" aria-label="Way back">
          <Link to={boardAddress(stream)}>
            <span aria-hidden="true">← </span>
            {tree.name}
          </Link>
        </nav>
        <PositionAt zone={zone} truth={truth} />
        <ServiceTime {...{ mode, zone, truth }} speed={live.clock?.speed ?? 1} />
        <TruthLine truth={truth} watching={live.watching} zone={zone} />
        <ModeWord mode={mode} />
        <span className="header__leave">{leave}</span>
      </div>
      <PageHeading className="header__name">{about.unit.name}</PageHeading>
      <HeldBy matters={live.matters} seats={tree.seats} scene={scene} />
    </header>
  );
}
