// Letting a declaration stand until a later time: until when, and why if there is more to say.
import { type FormEvent, useState } from "react";
import type { Declaration, Picture } from "../../api/types";
import type { Scene } from "../position/scene";
import { longerUntil, whyNotLonger } from "./declare";
import { Problem } from "./Problem";
import { UntilChoice } from "./UntilChoice";
import type { Doing } from "./useDeed";

interface Props {
  said: Declaration;
  picture: Picture | null;
  scene: Scene;
  doing: Doing;
  onLeft: () => void;
}

export function Extend({ said, picture, scene, doing, onLeft }: Props) {
  const calculated = picture?.assessed && picture.stated ? picture.level : null;
  const [until, setUntil] = useState<number | null>(() => longerUntil(said, calculated, scene.now));
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);

  async function extend(event: FormEvent): Promise<void> {
    event.preventDefault();
    const missing = whyNotLonger(said, until, calculated, scene.now);
    setWrong(missing);
    if (missing !== null || until === null || doing.busy) return;
    const body = { do: "extend_declaration", matter: said.id, seen: said.v } as const;
    const why = reason.trim() || null;
    if (await doing.run({ ...body, until: new Date(until).toISOString(), reason: why })) onLeft();
  }

  return (
    <form className="deed-form" noValidate onSubmit={(event) => void extend(event)}>
      <UntilChoice {...{ until, scene }} onChange={setUntil} />
      <label className="deed-form__field">
        Why, if there is more to say? No names of patients, no numbers of theirs.
        <input
          value={reason}
          maxLength={500}
          autoComplete="off"
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <Problem problem={wrong} />
      <p className="deeds__row">
        <button type="submit" className="plain-button" aria-disabled={doing.busy}>
          {doing.busy ? "Extending…" : "Extend"}
        </button>
        <button type="button" className="plain-button" onClick={onLeft}>
          Leave it
        </button>
      </p>
    </form>
  );
}
