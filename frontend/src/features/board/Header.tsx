// The top of the board: which system, what time, whether it is true, how bad, how many.
import type { ReactNode } from "react";
import type { Picture } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { PageHeading } from "../../ui/PageHeading";
import { BodyDeclared } from "../../ui/people/BodyDeclared";
import { BodyDeeds } from "../../ui/people/BodyDeeds";
import { HeldBy } from "../../ui/people/HeldBy";
import { AsAt } from "../../ui/position/AsAt";
import { couldBe, doubtPhrases } from "../../ui/position/doubt";
import { LevelWords } from "../../ui/position/LevelWords";
import { PositionAt, ServiceTime } from "../../ui/position/ServiceTime";
import type { Scene } from "../../ui/position/scene";
import { TruthLine } from "../../ui/position/TruthLine";
import { ModeWord } from "../../ui/Stripes";
import { PillarLevels } from "./PillarLevels";
import { allSeats, bodiesOf, type Column, type Pillar, pillarsOf } from "./roster";
import { StripLink } from "./StripLink";

interface Props {
  board: Board;
  live: Live;
  truth: Truth;
  columns: Column[];
  scene: Scene;
  leave: ReactNode;
  counts: ReactNode;
  tools: ReactNode;
  above?: ReactNode; // over everything else
}

export function Header({ board, live, truth, columns, scene, leave, counts, tools, above }: Props) {
  const pillars = pillarsOf(allSeats(columns));
  return (
    <header className="header">
      {above}
      <div className="header__line header__line--name">
        {scene.wall ? (
          <h1 className="header__name">{board.tree.name}</h1>
        ) : (
          <PageHeading className="header__name">{board.tree.name}</PageHeading>
        )}
        <PositionAt zone={scene.zone} truth={truth} />
        <ServiceTime mode={board.mode} zone={scene.zone} truth={truth} speed={live.clock?.speed ?? 1} />
        <TruthLine truth={truth} watching={live.watching} zone={scene.zone} />
        <ModeWord mode={board.mode} />
        {!scene.wall && <span className="header__leave">{leave}</span>}
      </div>
      <div className="header__line header__level">
        <SystemLevel
          code={board.tree.code}
          name={board.tree.name}
          picture={live.states[board.tree.code] ?? null}
          pillars={pillars}
          overall={board.tree.pillars.length > 0}
          scene={scene}
        />
        {tools}
      </div>
      <div className="header__line header__summary">
        <div className="header__standing">{counts}</div>
        <PillarLevels bodies={bodiesOf(board.tree.pillars, live.states)} {...{ pillars, scene }} />
      </div>
      <HeldBy matters={live.matters} seats={board.tree.seats} scene={scene} />
    </header>
  );
}

function SystemLevel({
  code,
  name,
  picture,
  pillars,
  overall,
  scene,
}: {
  code: string;
  name: string;
  picture: Picture | null;
  pillars: Pillar[];
  overall: boolean; // of its pillars, not of the acute one alone
  scene: Scene;
}) {
  const acute = pillars.find(({ code }) => code === "acute");
  const figures = acute?.seats.flatMap((seat) => seat.picture?.parameters ?? []) ?? [];
  const doubts = scene.blank ? [] : [picture && couldBe(picture), ...doubtPhrases(figures)];
  return (
    <>
      <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="large" hollow={scene.blank} />
      <p className="header__acute dotted">
        <strong>
          {overall ? "Overall" : "Acute"}: <LevelWords picture={picture} />
          <AsAt scene={scene} />
        </strong>
        {!scene.blank && <Since picture={picture} scene={scene} />}
        {doubts.map((phrase) => phrase && <span key={phrase}>{phrase}</span>)}
        <BodyDeclared {...{ code, picture, scene }} />
        {picture?.worst && (
          <span>
            worst: <StripLink code={picture.worst} scene={scene} />
          </span>
        )}
      </p>
      <BodyDeeds {...{ code, name, picture, scene }} />
    </>
  );
}

function Since({ picture, scene }: { picture: Picture | null; scene: Scene }) {
  if (!picture?.assessed || !picture.stated || !picture.since) return null;
  return (
    <span>
      since <Moment at={picture.since} zone={scene.zone} now={scene.now} />
    </span>
  );
}
