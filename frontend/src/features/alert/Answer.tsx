// The answer to an alert: [I have it], with what and by when if that can be said; [Pass on]; [Done].
import { useState } from "react";
import type { Alert } from "../../api/types";
import { presetsFrom } from "../../ui/commitment";
import { Problem } from "../../ui/people/Problem";
import { type Doing, useDeed } from "../../ui/people/useDeed";
import type { Scene } from "../../ui/position/scene";

interface Props {
  alert: Alert;
  reader: string;
  scene: Scene;
}

export function Answer({ alert, reader, scene }: Props) {
  const doing = useDeed(scene.system);
  if (alert.state === "over") return null;
  const others = alert.holder && alert.holder.id !== reader;
  return (
    <div className="answer">
      {others ? null : <Buttons {...{ alert, reader, scene, doing }} />}
      <Problem problem={doing.problem} />
      <p role="status">{doing.done && "Recorded."}</p>
    </div>
  );
}

function Buttons({ alert, reader, scene, doing }: Props & { doing: Doing }) {
  const [what, setWhat] = useState("");
  const [minutes, setMinutes] = useState(30);
  const presets = presetsFrom(scene.now, scene.zone);
  const until = presets.find((preset) => preset.minutes === minutes)?.until ?? null;
  const mine = alert.holder?.id === reader;
  const promised = what.trim() !== "";

  async function have(): Promise<void> {
    const said = { do: "answer_alert", matter: alert.id, said: "have" } as const;
    const done = await doing.run(promised ? { ...said, commitment: what.trim(), until } : said);
    if (done) setWhat("");
  }

  function say(said: "pass_on" | "met"): void {
    void doing.run({ do: "answer_alert", matter: alert.id, said });
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void have();
      }}
    >
      <div className="answer__buttons">
        {mine && (
          <button type="button" className="answer__yes" aria-disabled={doing.busy} onClick={() => say("met")}>
            Done
          </button>
        )}
        {(!mine || promised) && (
          <button type="submit" className="answer__yes" aria-disabled={doing.busy}>
            {promised
              ? `I have it: by ${presets.find((one) => one.minutes === minutes)?.by ?? ""}`
              : "I have it"}
          </button>
        )}
        <button
          type="button"
          className="answer__no"
          aria-disabled={doing.busy}
          onClick={() => say("pass_on")}
        >
          Pass on
        </button>
      </div>
      <label className="deed-form__field">
        {mine
          ? "Will something else be done? Say what."
          : "What will be done? Leave empty if you cannot say yet."}
        <input
          value={what}
          maxLength={160}
          autoComplete="off"
          onChange={({ target }) => setWhat(target.value)}
        />
      </label>
      {promised && (
        <fieldset className="choice">
          <legend>By when? If nothing has moved by then, people are called again.</legend>
          {presets.map((preset) => (
            <button
              type="button"
              className="plain-button"
              key={preset.minutes}
              aria-pressed={preset.minutes === minutes}
              onClick={() => setMinutes(preset.minutes)}
            >
              {preset.minutes} min, {preset.by}
            </button>
          ))}
        </fieldset>
      )}
    </form>
  );
}
