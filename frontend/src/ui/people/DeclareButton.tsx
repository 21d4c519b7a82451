// [Declare a level]: a dialog with the level, why and until when, and what was worked out beside it.
import { type FormEvent, useState } from "react";
import type { Declaration, Picture, Unit } from "../../api/types";
import { Dialog } from "../Dialog";
import { LevelWords } from "../position/LevelWords";
import type { Scene } from "../position/scene";
import { declaredInWords, hoursFromNow, USUAL_HOURS, whyNotYet } from "./declare";
import { LevelChoice } from "./LevelChoice";
import { Problem } from "./Problem";
import { UntilChoice } from "./UntilChoice";
import { useDeed } from "./useDeed";

interface Props {
  unit: Pick<Unit, "code" | "name">;
  picture: Picture | null;
  declaration: Declaration | null;
  scene: Scene;
}

export function DeclareButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Declare a level
      </button>
      <Dialog title={`Declare a level: ${props.unit.name}`} open={open} onClose={() => setOpen(false)}>
        <DeclareForm {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

export function DeclareForm({ unit, picture, declaration, scene, onDone }: Props & { onDone: () => void }) {
  const [level, setLevel] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState<number | null>(() => hoursFromNow(USUAL_HOURS, scene.now));
  const [wrong, setWrong] = useState<string | null>(null);
  const doing = useDeed(scene.system);
  const calculated = picture?.assessed && picture.stated ? picture.level : null;

  async function declare(event: FormEvent): Promise<void> {
    event.preventDefault();
    const missing = whyNotYet({ level, reason, until }, calculated, scene.now);
    setWrong(missing);
    if (missing !== null || level === null || until === null || doing.busy) return;
    const body = { do: "declare", unit: unit.code, level, reason: reason.trim() } as const;
    if (await doing.run({ ...body, until: new Date(until).toISOString() })) onDone();
  }

  return (
    <form className="deed-form" noValidate onSubmit={(event) => void declare(event)}>
      <p>
        Worked out from its figures:{" "}
        <strong>
          <LevelWords picture={picture} />
        </strong>
        {declaration && ` · ${declaredInWords(declaration, scene)}, which this replaces`}
      </p>
      <LevelChoice level={level} onChange={setLevel} />
      <label className="deed-form__field">
        Why? No names of patients, no numbers of theirs.
        <textarea
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <UntilChoice {...{ until, scene }} onChange={setUntil} />
      <Consequence {...{ level, calculated }} />
      <Problem problem={wrong ?? doing.problem} />
      <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={doing.busy}>
        {doing.busy ? "Declaring…" : level === null ? "Declare" : `Declare ${level}`}
      </button>
    </form>
  );
}

/** What pressing the button does, before it is pressed. */
function Consequence({ level, calculated }: { level: number | null; calculated: number | null }) {
  if (level === null) return null;
  if (calculated !== null && level < calculated) {
    return (
      <p>
        The calculated level, {calculated}, goes on acting: it opens cards and calls people. A lower declared
        level stands beside it for 4 hours at most, and ends if the figures get worse.
      </p>
    );
  }
  if (level === 4) return <p>It acts at once: people are called. A second person is asked to agree.</p>;
  return <p>It acts at once, beside the level that is worked out.</p>;
}
