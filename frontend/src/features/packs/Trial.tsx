// Versions tried on the system's own history: what to choose, how far it has come, what people would have been told.
import type { BackTestProgress, Packs } from "../../api/types";
import type { Scene } from "../../ui/position/scene";
import { isSame, type TrialAsked } from "../../ui/rulesAddress";
import { TrialForm } from "./TrialForm";
import { Tried } from "./Tried";
import { type Running, useTrial } from "./useTrial";

interface Props {
  packs: Packs;
  asked: TrialAsked;
  scene: Scene;
}

export function Trial({ packs, asked, scene }: Props) {
  const [running, again, stop] = useTrial(scene.system, asked);
  const first = packs.packs.find((pack) => asked.versions.some((one) => isSame(pack, one)));
  if (!first) return null;
  const busy = running !== null && running.answer === null && !running.stopped;
  return (
    <>
      <section className="panel" aria-labelledby="trial-title">
        <h2 className="panel__title" id="trial-title">
          Try on our history: {first.judges}
        </h2>
        <p>
          The figures that were received are run through each version again: the levels people would have been
          told, beside one another. Nothing is changed by it.
        </p>
        <TrialForm {...{ packs, asked, scene, busy }} group={first.group} runAgain={again} />
      </section>
      {running !== null && <Outcome {...{ running, stop, scene }} />}
    </>
  );
}

interface OutcomeProps {
  running: Running;
  stop: () => void;
  scene: Scene;
}

function Outcome({ running, stop, scene }: OutcomeProps) {
  const { answer, progress, stopped } = running;
  const busy = answer === null && !stopped;
  return (
    <>
      <section className="panel" aria-label="How far it has come">
        <p role="status" aria-busy={busy} id="trial-progress">
          {standingInWords(running)}
        </p>
        {busy && <Progress {...{ progress, stop }} />}
        {answer && !answer.ok && (
          <p className="alert" role="alert">
            {answer.detail || "The service cannot be reached, or the connection was lost. Run it again."}
          </p>
        )}
      </section>
      {answer?.ok && <Tried result={answer.value} scene={scene} />}
    </>
  );
}

function Progress({ progress, stop }: { progress: BackTestProgress | null; stop: () => void }) {
  const of = progress?.stage === "running" ? progress.of : null;
  return (
    <>
      <progress
        className="trial__progress"
        aria-labelledby="trial-progress"
        {...(of && { max: of, value: progress?.done ?? 0 })}
      />
      <button type="button" className="plain-button" onClick={stop}>
        Stop
      </button>
    </>
  );
}

function standingInWords({ answer, progress, stopped }: Running): string {
  if (stopped) return "Stopped. Nothing came of it.";
  if (answer?.ok) return "Done: the levels are below.";
  return answer === null ? progressInWords(progress) : "Nothing came of it.";
}

function progressInWords(progress: BackTestProgress | null): string {
  switch (progress?.stage) {
    case "waiting":
      return "Another back-test is running. This one begins when it has ended.";
    case "reading": {
      const read = new Intl.NumberFormat("en-GB").format(progress.done);
      return progress.done > 0 ? `Reading figures: ${read} so far.` : "Reading figures…";
    }
    case "running":
      return `Running: ${progress.done} of ${progress.of ?? "?"} done.`;
    default:
      return "Beginning…";
  }
}
