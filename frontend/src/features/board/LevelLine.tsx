// What a strip says of its level: since when, rising or not, how sure, what was declared, what is new.
import type { ReactNode } from "react";
import type { Picture } from "../../api/types";
import { trimmed } from "../../ui/figure";
import { Moment } from "../../ui/Moment";
import { AsAt } from "../../ui/position/AsAt";
import { isRising } from "../../ui/position/direction";
import { couldBe, doubtPhrases } from "../../ui/position/doubt";
import { shownAt } from "../../ui/position/held";
import { LevelWords } from "../../ui/position/LevelWords";
import type { Scene } from "../../ui/position/scene";

interface Props {
  picture: Picture | null;
  scene: Scene;
  moved: boolean;
}

export function LevelLine({ picture, scene, moved }: Props) {
  if (!picture?.assessed || scene.blank) return <Bare {...{ picture, scene }} />;
  const doubts = [couldBe(picture), ...doubtPhrases(picture.parameters)].filter((phrase) => phrase !== null);
  return (
    <p className="strip__level dotted">
      <strong>
        <LevelWords picture={picture} />
        {isRising(picture, scene.now) && <Rising />}
      </strong>
      <Since {...{ picture, scene }} />
      {doubts.map((phrase) => (
        <span className="strip__doubt" key={phrase}>
          {phrase}
        </span>
      ))}
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
function Bare({ picture, scene }: Omit<Props, "moved">) {
  return (
    <p className="strip__level">
      <strong>
        <LevelWords picture={picture} />
      </strong>
      {picture?.assessed && <AsAt scene={scene} />}
    </p>
  );
}

function Rising() {
  return (
    <span className="rising">
      <span aria-hidden="true" title="Has risen in the last two hours">
        {" "}
        ▲
      </span>
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

/** Beside the level that was worked out, never instead of it. */
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
