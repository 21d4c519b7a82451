// The pillars of a system or of a place, each with its level and the organisation that is worst in it.
import { lowerFirst } from "../../ui/figure";
import { edgeOf, LevelMark, markOf } from "../../ui/LevelMark";
import { BasisTag } from "../../ui/position/BasisTag";
import { isConfirmed } from "../../ui/position/basis";
import type { Scene } from "../../ui/position/scene";
import { type Pillar, type PillarBody, worstFirst } from "./roster";
import { StripLink } from "./StripLink";

interface Props {
  bodies: readonly PillarBody[];
  pillars: readonly Pillar[]; // those without a level of their own show their worst organisation
  scene: Scene;
}

export function PillarLevels({ bodies, pillars, scene }: Props) {
  const own = new Set(bodies.map(({ pillar }) => pillar));
  const others = pillars.filter(({ code }) => !own.has(code) && (own.size > 0 || code !== "acute"));
  const none = others.filter(({ assessed }) => assessed.length === 0).map(({ name }) => lowerFirst(name));
  return (
    <ul className="pillars">
      {bodies.map(({ code, name, picture }) => (
        <PillarLevel
          key={code}
          name={name}
          picture={picture}
          scene={scene}
          short={shortOf(picture, pillars)}
        />
      ))}
      {others.map(({ code, name, assessed }) => {
        const worst = worstFirst(assessed)[0];
        if (!worst) return null;
        return (
          <PillarLevel
            key={code}
            name={name}
            picture={worst.picture}
            worst={worst.unit.code}
            scene={scene}
            short={worst.unit.short}
          />
        );
      })}
      {none.length > 0 && <li className="pillars__none">Not assessed: {none.join(", ")}</li>}
    </ul>
  );
}

interface LevelProps {
  name: string;
  picture: Pillar["seats"][number]["picture"];
  worst?: string | null;
  short: string | null;
  scene: Scene;
}

/** What its worst organisation is called for short. */
function shortOf(picture: LevelProps["picture"], pillars: readonly Pillar[]): string | null {
  const seats = pillars.flatMap((pillar) => pillar.seats);
  return seats.find(({ unit }) => unit.code === picture?.worst)?.unit.short ?? null;
}

function PillarLevel({ name, picture, worst = picture?.worst ?? null, short, scene }: LevelProps) {
  return (
    <li className={picture && isConfirmed(picture) ? "pillar" : "pillar pillar--quiet"}>
      {name} <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="small" hollow={scene.blank} />{" "}
      {worst && (
        <StripLink code={worst} scene={scene}>
          {short}
        </StripLink>
      )}{" "}
      <BasisTag picture={picture} />
    </li>
  );
}

/** Of a place: marks alone, as its strips say the rest. */
export function PlacePillars({ pillars, scene }: { pillars: readonly PillarBody[]; scene: Scene }) {
  if (pillars.length === 0) return null;
  return (
    <ul className="pillars pillars--place">
      {pillars.map(({ code, name, picture }) => (
        <li key={code} className="pillar">
          {name} <LevelMark mark={markOf(picture)} edge={edgeOf(picture)} size="small" hollow={scene.blank} />{" "}
          <BasisTag picture={picture} />
        </li>
      ))}
    </ul>
  );
}
