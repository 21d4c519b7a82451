// [Tell partners]: a dialog with the sentence ready and everybody chosen, so that the second tap sends it.
import { useState } from "react";
import type { Declaration, Deed, Picture, Unit } from "../../api/types";
import { actingLevel } from "../../live/matters";
import { Dialog } from "../Dialog";
import { mainReasons } from "../position/mainReasons";
import type { Scene } from "../position/scene";
import { Problem } from "./Problem";
import { useMatters, useRoom } from "./room";
import { SeatChoices } from "./SeatChoices";
import { chosenAtFirst, LONGEST_TEXT, MOST_SEATS, partnersOf, readySentence } from "./tell";
import { useDeed } from "./useDeed";
import { many } from "./who";

interface Props {
  unit: Unit;
  picture: Picture | null;
  declaration: Declaration | null;
  scene: Scene;
}

export function TellButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Tell partners
      </button>
      <Dialog title={`Tell partners: ${props.unit.name}`} open={open} onClose={() => setOpen(false)}>
        <TellForm {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function TellForm({ unit, picture, declaration, scene, onDone }: Props & { onDone: () => void }) {
  const { reader, seats } = useRoom();
  const matters = useMatters();
  const groups = partnersOf(unit, seats, matters, reader, scene.now);
  const [text, setText] = useState(() => {
    const why = picture ? mainReasons(picture, scene.metrics) : "";
    return readySentence(unit, picture, actingLevel(picture, declaration), why, scene);
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(chosenAtFirst(groups)));
  const doing = useDeed(scene.system);
  const wrong = whyNot(chosen.size);

  async function tell(): Promise<void> {
    if (wrong !== null) return;
    const told: Deed = { do: "tell_partners", unit: unit.code, seats: [...chosen], text: text.trim() };
    if (await doing.run(told)) onDone();
  }

  return (
    <form
      className="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        void tell();
      }}
    >
      <label className="deed-form__field">
        What they read. No names of patients, no numbers of theirs.
        <textarea
          rows={3}
          maxLength={LONGEST_TEXT}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <Problem problem={doing.problem} />
      <p className="deeds__row">
        <button
          type="submit"
          className="nhsuk-button deed-form__go"
          aria-disabled={doing.busy || wrong !== null}
        >
          {doing.busy ? "Telling…" : `Tell ${many(chosen.size, "seat")}`}
        </button>
        {wrong && <span role="status">{wrong}</span>}
      </p>
      <SeatChoices {...{ groups, chosen }} onChange={setChosen} />
    </form>
  );
}

function whyNot(chosen: number): string | null {
  if (chosen === 0) return "Choose at least one seat.";
  return chosen > MOST_SEATS ? `At most ${MOST_SEATS} seats at a time.` : null;
}
