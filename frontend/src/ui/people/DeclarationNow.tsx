// The declaration in force: what, by whom, why, until when; to be agreed with, extended or withdrawn.
import { useState } from "react";
import type { Declaration, Picture } from "../../api/types";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { askedBy } from "./declare";
import { Extend } from "./Extend";
import { Problem } from "./Problem";
import { useRoom } from "./room";
import { type Doing, useDeed } from "./useDeed";

interface Props {
  declaration: Declaration;
  picture: Picture | null;
  scene: Scene;
  may: boolean;
}

export function DeclarationNow({ declaration: said, picture, scene, may }: Props) {
  const { system, zone, now } = scene;
  const doing = useDeed(system);
  const [form, setForm] = useState<"extend" | "withdraw" | null>(null);
  const { level, by, role, reason, until, agreed_by, extended_by, stepping_down } = said;
  const close = () => {
    doing.clear();
    setForm(null);
  };
  return (
    <div className="declared">
      <p>
        <strong>Declared {level}</strong> by {by.name}, {role.replaceAll("_", " ")},{" "}
        <Moment at={said.opened_at} zone={zone} now={now} /> until <Moment at={until} zone={zone} now={now} />
        : “{reason}”{agreed_by && `. Agreed by ${agreed_by.name}`}
        {extended_by && `. Extended by ${extended_by.name}`}
      </p>
      {stepping_down && (
        <p>
          {stepping_down.name} asks to step down from {level}. It acts until that is agreed.
        </p>
      )}
      {may && <Agree {...{ said, doing }} />}
      {may && form === null && (
        <p className="deeds__row">
          <button type="button" className="plain-button" onClick={() => setForm("extend")}>
            Extend the declared {level}
          </button>
          {!stepping_down && (
            <button type="button" className="plain-button" onClick={() => setForm("withdraw")}>
              Withdraw the declared {level}
            </button>
          )}
        </p>
      )}
      {form === "extend" && <Extend {...{ said, picture, scene, doing }} onLeft={close} />}
      {form === "withdraw" && !stepping_down && <Withdraw {...{ said, doing }} onLeft={close} />}
      <Problem problem={doing.problem} />
    </div>
  );
}

/** Of who asked for it somebody else must agree: they are told so, and offered no button. */
function Agree({ said, doing }: { said: Declaration; doing: Doing }) {
  const { reader } = useRoom();
  const asked = askedBy(said);
  if (!asked) return null;
  const what = said.stepping_down ? "stepping down" : `the declared ${said.level}`;
  if (asked.id === reader?.id) return <p>A second person must agree to {what}. It acts meanwhile.</p>;
  return (
    <p>
      <button
        type="button"
        className="plain-button"
        aria-disabled={doing.busy}
        onClick={() => void doing.run({ do: "agree_declaration", matter: said.id, seen: said.v })}
      >
        I agree to {what}
      </button>
    </p>
  );
}

function Withdraw({ said, doing, onLeft }: { said: Declaration; doing: Doing; onLeft: () => void }) {
  const [reason, setReason] = useState("");
  async function withdraw(): Promise<void> {
    const done = await doing.run({ do: "withdraw_declaration", matter: said.id, reason, seen: said.v });
    if (done) onLeft();
  }
  return (
    <form
      className="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) void withdraw();
      }}
    >
      <label className="deed-form__field">
        Why is it withdrawn?
        <input
          value={reason}
          required
          maxLength={500}
          autoComplete="off"
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      {said.level === 4 && <p>A second person must agree before a declared 4 ends.</p>}
      <p className="deeds__row">
        <button type="submit" className="plain-button" aria-disabled={doing.busy}>
          {said.level === 4 ? "Ask to step down" : "Withdraw"}
        </button>
        <button type="button" className="plain-button" onClick={onLeft}>
          Keep it
        </button>
      </p>
    </form>
  );
}
