// What would bring an organisation's level down, and what is closest to pushing it up. Asks again as its figures move.
import { type ReactNode, useCallback } from "react";
import { takeWays } from "../../api/client";
import type { Unit, Ways as WaysAnswer } from "../../api/types";
import { Failed } from "../../ui/Failed";
import { Moment } from "../../ui/Moment";
import type { Scene } from "../../ui/position/scene";
import { useTaken } from "../../ui/useTaken";
import { WayDown, WayUp, Worsening } from "./WayLine";
import { downInWords, figuresOf, isTogether, upInWords, waitInWords } from "./ways";

interface Props {
  unit: Unit;
  scene: Scene;
  moved: string | null; // the picture's `v`; null: not live
}

export function Ways({ unit, scene, moved }: Props) {
  const take = useCallback(() => takeWays(scene.system, unit.code), [scene.system, unit.code]);
  const { value, failed, tryAgain } = useTaken(take, moved);
  return (
    <div className="ways">
      <Section id="ways-down" title="What would bring it down">
        {failed && <Failed {...{ failed, tryAgain }} what="What would bring it down" />}
        {!value && !failed && <p aria-busy="true">Fetching…</p>}
        {value && <Down ways={value} scene={scene} />}
      </Section>
      {value && saysOfUp(value) && (
        <Section id="ways-up" title="Closest to pushing it up">
          <Up ways={value} />
        </Section>
      )}
    </div>
  );
}

/** Where no level is known there is nothing to say twice. */
function saysOfUp({ up }: WaysAnswer): boolean {
  return up.state !== "not_assessed" && up.state !== "not_enough";
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 className="panel__title" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Down({ ways, scene }: { ways: WaysAnswer; scene: Scene }) {
  const { down } = ways;
  const waits = waitInWords(down);
  if (down.state !== "ways") return <p>{down.sentence}</p>;
  return (
    <>
      <p>{downInWords(down)}</p>
      <ol className="ways__list">
        {down.ways.map((way) => (
          <WayDown key={way.sentence} way={way} />
        ))}
      </ol>
      {down.shortest && (
        <>
          <p>The smallest moves of all, though of more figures:</p>
          <ul className="ways__list">
            <WayDown way={down.shortest} />
          </ul>
        </>
      )}
      {waits && <p>{waits}</p>}
      <p className="strip__quiet">
        As at <Moment at={ways.as_at} zone={scene.zone} now={scene.now} />, by {ways.pack} version{" "}
        {ways.pack_version} ({ways.provenance}). Each figure is taken by itself, though one may move another.
      </p>
    </>
  );
}

function Up({ ways: { up } }: { ways: WaysAnswer }) {
  if (up.state !== "ways") return <p>{up.sentence}</p>;
  const together = isTogether(up.ways);
  return (
    <>
      <p>{upInWords(up)}</p>
      {together && (
        <ol className="ways__list">
          {up.ways.map((way) => (
            <WayUp key={way.sentence} way={way} />
          ))}
        </ol>
      )}
      {together && <p>Each of these figures:</p>}
      <ul className="ways__list">
        {figuresOf(up.ways).map((move) => (
          <Worsening key={move.parameter} move={move} />
        ))}
      </ul>
      <p className="strip__quiet">Rates are of the last three hours. They need not last.</p>
    </>
  );
}
