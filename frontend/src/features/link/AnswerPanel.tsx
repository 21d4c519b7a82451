// What the reader of an alert can press, and what they said before: [I have it], [Pass on], [Done].
import { useState } from "react";
import type { Alert, LinkDeed, Opened } from "../../api/types";
import { PromiseFields } from "./PromiseFields";
import { NO_PROMISE, sentOf } from "./promise";
import { Stands } from "./Stands";
import { metAt, standingOf } from "./standing";
import type { Pressing } from "./useLink";

type Said = Extract<LinkDeed, { do: "answer_alert" }>["said"];

interface Props {
  link: Pressing;
  opened: Opened;
  alert: Alert;
  now: number;
}

export function AnswerPanel({ link, opened, alert, now }: Props) {
  const { person, timezone: zone } = opened;
  const [promised, setPromised] = useState(NO_PROMISE);
  const standing = standingOf(alert, person.id);
  const busy = link.sending !== null;
  async function say(said: Said): Promise<void> {
    const spoken = said === "have" ? sentOf(promised, now, zone) : { commitment: null, until: null };
    const status = await link.press({ do: "answer_alert", matter: alert.id, said, ...spoken });
    if (status === 200) setPromised(NO_PROMISE);
  }
  const button = (said: Said, label: string, kind: string) => (
    <button
      type="button"
      className={`big-button ${kind}`}
      aria-disabled={busy}
      onClick={() => void say(said)}
    >
      {busy && isSaying(link.sending, said) ? "Sending…" : label}
    </button>
  );
  const fields = <PromiseFields {...{ promised, now, zone }} onChange={setPromised} />;
  const promise = standing.kind === "mine" ? standing.commitment : null;
  return (
    <section className="link-answer" aria-label="Your answer">
      <div role="status">
        <Stands {...{ standing, zone, now }} met={metAt(alert, person.id)} />
      </div>
      {standing.kind === "open" && (
        <>
          <div className="link-answer__buttons">
            {button("have", "I have it", "big-button--accept")}
            {button("pass_on", "Pass on", "")}
          </div>
          <details className="more">
            <summary>Say with it what you will do, and by when</summary>
            {fields}
          </details>
        </>
      )}
      {standing.kind === "mine" && (
        <>
          {promise && button("met", "Done", "big-button--accept")}
          <details className="more">
            <summary>{promise ? "Say something else" : "Say what you will do, and by when"}</summary>
            {fields}
            {button("have", "Say so", "")}
          </details>
          {button("pass_on", "Pass on: I can no longer have it", "big-button--quiet")}
        </>
      )}
    </section>
  );
}

function isSaying(deed: LinkDeed | null, said: Said): boolean {
  return deed?.do === "answer_alert" && deed.said === said;
}
