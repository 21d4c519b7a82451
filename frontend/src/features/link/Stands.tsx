// Where the reader stands, in a sentence or two: what they said and when, or who has it instead.

import type { Reply } from "../../api/types";
import { Moment } from "../../ui/Moment";
import { Call } from "../../ui/people/PersonLine";
import type { Standing } from "./standing";

interface Props {
  standing: Standing;
  met: string | null; // when the reader said that it was done
  zone: string;
  now: number;
}

export function Stands({ standing, met, zone, now }: Props) {
  const at = (moment: string) => <Moment at={moment} zone={zone} now={now} />;
  switch (standing.kind) {
    case "over":
      return (
        <p className="link-answer__said">
          <strong>This is over since {at(standing.at)}.</strong> {standing.why && `${standing.why}. `}Nothing
          more is asked of you here.
        </p>
      );
    case "theirs":
      return (
        <p className="link-answer__said">
          <strong>
            {standing.holder.name} has it{standing.since && <> since {at(standing.since)}</>}.
          </strong>{" "}
          <Said {...{ zone, now }} promise={standing.commitment} /> Nothing more is asked of you here.{" "}
          {standing.holder.phone && <Call person={standing.holder} />}
        </p>
      );
    case "mine":
      return (
        <p className="link-answer__said">
          <strong>You have it{standing.since && <> since {at(standing.since)}</>}.</strong>{" "}
          <Said {...{ zone, now }} promise={standing.commitment} />
          {met && <>You said at {at(met)} that it is done.</>}
        </p>
      );
    case "open":
      return <Open {...{ standing, at }} />;
  }
}

function Open({
  standing: { passedOn, exhausted },
  at,
}: {
  standing: Extract<Standing, { kind: "open" }>;
  at: (moment: string) => React.ReactNode;
}) {
  return (
    <>
      {exhausted && (
        <p className="alert">
          <strong>Everybody was called, and nobody has it.</strong>
        </p>
      )}
      {passedOn && (
        <p className="link-answer__said">
          You passed it on at {at(passedOn)}. Nobody has it yet; the next is being called.
        </p>
      )}
    </>
  );
}

function Said({ promise, zone, now }: { promise: Reply | null; zone: string; now: number }) {
  if (!promise?.commitment) return null;
  const late = promise.until != null && Date.parse(promise.until) < now;
  return (
    <>
      “{promise.commitment}”
      {promise.until && (
        <>
          , by <Moment at={promise.until} zone={zone} now={now} />
        </>
      )}
      {late && <strong>: that time has passed</strong>}.{" "}
    </>
  );
}
