// How long every organisation was at each level: bars by day or week, the same as tables below.
import { useEffect, useState } from "react";
import { type Answer, takeHours } from "../../api/client";
import type { Hours } from "../../api/types";
import { goTo, hoursAddress } from "../../ui/address";
import { LivePage, type Whole } from "../../ui/people/LivePage";
import { localOf } from "../../ui/zoned";
import type { HoursPageProps } from "../pages";
import { Chart } from "./Chart";
import { OVERS, type Over, overOf, type Range, rangeOf, WORDS } from "./ranges";
import { isKnown } from "./shares";

export function HoursPage({ over, ...page }: HoursPageProps) {
  return (
    <LivePage {...page} title="Hours at level">
      {(whole) => <Shown code={page.code} over={overOf(over)} whole={whole} />}
    </LivePage>
  );
}

function Shown({ code, over, whole: { scene } }: { code: string; over: Over; whole: Whole }) {
  const today = localOf(scene.now, scene.zone).slice(0, 10);
  const range = rangeOf(over, today);
  const answer = useHours(code, range);
  return (
    <section className="panel hours" aria-labelledby="hours-title">
      <h2 className="panel__title" id="hours-title">
        {WORDS[over]}, by {range.by}
      </h2>
      <fieldset className="picker">
        <legend className="nhsuk-u-visually-hidden">Which days</legend>
        {OVERS.map((one) => (
          <button
            type="button"
            className="plain-button"
            key={one}
            aria-pressed={one === over}
            onClick={() => goTo(hoursAddress(code, one), true)}
          >
            {WORDS[one]}
          </button>
        ))}
      </fieldset>
      <Outcome answer={answer} />
    </section>
  );
}

function Outcome({ answer }: { answer: Answer<Hours> | null }) {
  if (answer === null)
    return (
      <p role="status" aria-busy="true">
        Adding up the hours…
      </p>
    );
  if (!answer.ok)
    return <p role="status">{answer.detail || "The hours cannot be fetched. Try again in a minute."}</p>;
  if (!answer.value.rows.some(isKnown)) {
    return (
      <p role="status">
        No level is on record for these days. Pick others, or come back when figures have been sent for a
        while.
      </p>
    );
  }
  return <Chart hours={answer.value} />;
}

/** Of the days shown; what was there for others is not. */
function useHours(code: string, { from, to, by }: Range): Answer<Hours> | null {
  const [answer, setAnswer] = useState<Answer<Hours> | null>(null);
  useEffect(() => {
    let stopped = false;
    setAnswer(null);
    void takeHours(code, from, to, by).then((came) => {
      if (!stopped) setAnswer(came);
    });
    return () => {
      stopped = true;
    };
  }, [code, from, to, by]);
  return answer;
}
