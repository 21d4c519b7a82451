// The top of the board: which system, what time, whether it is true, how bad, how many.
import type { ReactNode } from "react";
import type { Picture } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import type { Truth } from "../../live/truth";
import { lowerFirst } from "../../ui/figure";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { couldBe, doubtPhrases } from "../../ui/position/doubt";
import { LevelWords } from "../../ui/position/LevelWords";
import { ServiceTime } from "../../ui/position/ServiceTime";
import type { Scene } from "../../ui/position/scene";
import { TruthLine } from "../../ui/position/TruthLine";
import { ModeWord } from "../../ui/Stripes";
import { allSeats, type Column, countPhrases, type Pillar, pillarsOf, worstFirst } from "./roster";

interface Props {
  board: Board;
  live: Live;
  truth: Truth;
  columns: Column[];
  scene: Scene;
  leave: ReactNode;
}

export function Header({ board, live, truth, columns, scene, leave }: Props) {
  const seats = allSeats(columns);
  const pillars = pillarsOf(seats);
  return (
    <header className="header">
      <div className="header__line header__line--name">
        <h1 className="header__name">{board.tree.name}</h1>
        <ServiceTime mode={board.mode} zone={scene.zone} truth={truth} speed={live.clock?.speed ?? 1} />
        <TruthLine truth={truth} watching={live.watching} zone={scene.zone} />
        <ModeWord mode={board.mode} />
        {!scene.wall && <span className="header__leave">{leave}</span>}
      </div>
      <SystemLevel picture={live.states[board.tree.code] ?? null} pillars={pillars} scene={scene} />
      <div className="header__line header__summary">
        <p className="header__counts dotted">
          {countPhrases(seats).map((phrase) => (
            <span key={phrase}>{phrase}</span>
          ))}
        </p>
        <Pillars pillars={pillars} />
      </div>
    </header>
  );
}

function SystemLevel({
  picture,
  pillars,
  scene,
}: {
  picture: Picture | null;
  pillars: Pillar[];
  scene: Scene;
}) {
  const acute = pillars.find(({ code }) => code === "acute");
  const figures = acute?.seats.flatMap((seat) => seat.picture?.parameters ?? []) ?? [];
  return (
    <div className="header__line header__level">
      <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="large" />
      <p className="header__acute dotted">
        <strong>
          Acute: <LevelWords picture={picture} />
        </strong>
        <Since picture={picture} scene={scene} />
        {[picture && couldBe(picture), ...doubtPhrases(figures)].map((phrase) => {
          return phrase && <span key={phrase}>{phrase}</span>;
        })}
        {picture?.worst && <span>worst: {scene.names.get(picture.worst) ?? picture.worst}</span>}
      </p>
    </div>
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

/** No pack adds another pillar up: each shows its worst organisation; those with none assessed are named. */
function Pillars({ pillars }: { pillars: Pillar[] }) {
  const others = pillars.filter(({ code }) => code !== "acute");
  const blank = others.filter(({ assessed }) => assessed.length === 0).map(({ name }) => lowerFirst(name));
  return (
    <ul className="pillars">
      {others.map(({ code, name, assessed }) => {
        const worst = worstFirst(assessed)[0];
        if (!worst) return null;
        return (
          <li key={code}>
            {name} <LevelMark mark={markOf(worst.picture)} edge={edgeOf(worst.picture)} size="small" />{" "}
            {worst.unit.short}
          </li>
        );
      })}
      {blank.length > 0 && <li className="pillars__none">Not assessed: {blank.join(", ")}</li>}
    </ul>
  );
}
