// What a strip says of its level: since when, rising or not, how sure, what was declared, what is new.
import type { ReactNode } from "react";
import type { Declaration, Picture } from "../../api/types";
import { actingLevel } from "../../live/matters";
import { trimmed } from "../../ui/figure";
import { Moment } from "../../ui/Moment";
import { DeclaredTag } from "../../ui/people/Declared";
import { AsAt } from "../../ui/position/AsAt";
import { isRising } from "../../ui/position/direction";
import { couldBe, doubtPhrases } from "../../ui/position/doubt";
import { shownAt } from "../../ui/position/held";
import { LevelWords } from "../../ui/position/LevelWords";
import type { Scene } from "../../ui/position/scene";

interface Props {
  picture: Picture | null;
  declaration: Declaration | null; // in force
  scene: Scene;
  moved: boolean;
}

export function LevelLine({ picture, declaration, scene, moved }: Props) {
  if (!picture?.assessed || scene.blank) return <Bare {...{ picture, declaration, scene }} />;
  const doubts = [couldBe(picture), ...doubtPhrases(picture.parameters)].filter((phrase) => phrase !== null);
  return (
    <p className="strip__level dotted">
      <strong>
        <LevelWords picture={picture} />
        {isRising(picture, scene.now) && <Rising />}
      </strong>
      <Since {...{ picture, scene }} />
      {(picture.worst_level ?? 0) > (picture.level ?? 0) && <span>worst in it at {picture.worst_level}</span>}
      {doubts.map((phrase) => (
        <span className="strip__doubt" key={phrase}>
          {phrase}
        </span>
      ))}
      <Acting {...{ picture, declaration }} />
      {declaration && <DeclaredTag {...{ declaration, picture, scene }} />}
      <Declared {...{ picture, scene }} />
      {picture.provenance === "unverified" && <Tag>trial</Tag>}
      {scene.looked && moved && (
        <Tag news>
          new since <Moment at={scene.looked.at} zone={scene.zone} now={scene.now} />
        </Tag>
      )}
    </p>
  );
}

/** Before there is a level to be sure of, or when the board has not caught up for so long that none is. */
function Bare({ picture, declaration, scene }: Omit<Props, "moved">) {
  return (
    <p className={`strip__level${declaration ? " dotted" : ""}`}>
      <strong>
        <LevelWords picture={picture} />
      </strong>
      {picture?.assessed && <AsAt scene={scene} />}
      {declaration && <DeclaredTag {...{ declaration, scene }} />}
    </p>
  );
}

/** What cards and calls go by, where it is not the level shown. */
function Acting({ picture, declaration }: Pick<Props, "declaration"> & { picture: Picture }) {
  const acting = actingLevel(picture, declaration);
  const shown = picture.stated ? picture.level : null;
  if (!declaration || acting === shown) return null;
  return (
    <span>
      <strong>acting {acting}</strong>
    </span>
  );
}

function Rising() {
  return (
    <span className="rising">
      <svg viewBox="0 0 10 9" aria-hidden="true">
        <title>Has risen in the last two hours</title>
        <path d="M5 0 10 9H0z" />
      </svg>
      <span className="nhsuk-u-visually-hidden">, getting worse</span>
    </span>
  );
}

function Since({ picture, scene }: { picture: Picture; scene: Scene }) {
  if (!picture.stated || !picture.since) return null;
  return (
    <span>
      since <Moment at={picture.since} zone={scene.zone} now={scene.now} />
      {picture.previous !== null && picture.previous !== picture.level && ` (was ${picture.previous})`}
    </span>
  );
}

/** What an organisation reports of itself as a figure: a council, which nobody assesses. */
function Declared({ picture, scene }: { picture: Picture; scene: Scene }) {
  const declared = picture.held["opel.declared_level"];
  if (!scene.figures || !declared?.scores) return null;
  return (
    <Tag>
      declared {trimmed(declared.scores.value, 0)} as at{" "}
      <Moment at={shownAt(declared)} zone={scene.zone} now={scene.now} />
    </Tag>
  );
}

function Tag({ children, news = false }: { children: ReactNode; news?: boolean }) {
  return (
    <span>
      <span className={news ? "tag tag--news" : "tag"}>{children}</span>
    </span>
  );
}
