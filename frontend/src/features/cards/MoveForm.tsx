// The words that go with a move of a card: why it cannot be done, a note, to whom it is handed on.
import { useState } from "react";
import type { Card } from "../../api/types";
import { Entry } from "../../ui/Entry";
import { didInWords } from "../../ui/people/did";
import { Problem } from "../../ui/people/Problem";
import { useDeed } from "../../ui/people/useDeed";
import { when } from "../../ui/time";
import type { Around } from "./CardGroups";
import { moveDeed, type Way, type Written, whatIsMissing } from "./moves";
import { seatInWords } from "./words";

interface Props extends Around {
  card: Card;
  way: Way;
  onDone: () => void;
}

export function MoveForm({ card, way, scene, board, again, onDone }: Props) {
  const [written, setWritten] = useState<Written>({ text: "", seat: "" });
  const [missing, setMissing] = useState<string | null>(null);
  const { run, busy, problem } = useDeed(scene.system);
  const noSeat = missing !== null && way.move === "hand_on" && written.seat === "";
  async function submit(): Promise<void> {
    const found = whatIsMissing(way, written);
    setMissing(found);
    if (found !== null) return;
    const done = await run(moveDeed(card, way.move, written));
    again();
    if (done) onDone();
  }
  return (
    <form
      className="deed-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>{card.title}</p>
      {way.move === "hand_on" && (
        <Entry label="To" problem={noSeat ? missing : null}>
          {(given) => (
            <select
              {...given}
              value={written.seat}
              onChange={({ target }) => setWritten({ ...written, seat: target.value })}
            >
              <option value="">Choose a seat</option>
              {board.tree.seats.map(({ key }) => (
                <option key={key} value={key}>
                  {seatInWords(key, board.tree.seats)}
                </option>
              ))}
            </select>
          )}
        </Entry>
      )}
      <Entry
        label={way.words === "wanted" ? (way.move === "note" ? "Note" : "Why") : "Anything to say with it"}
        hint="No names of patients, no numbers of theirs"
        problem={noSeat ? null : missing}
      >
        {(given) => (
          <textarea
            {...given}
            rows={3}
            value={written.text}
            onChange={({ target }) => setWritten({ ...written, text: target.value })}
          />
        )}
      </Entry>
      <Problem problem={problem} />
      {problem && <LastDone {...{ card, scene }} />}
      <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={busy}>
        {busy ? "Sending…" : way.label}
      </button>
    </form>
  );
}

/** What has become of the card meanwhile: pressing again is about this. */
function LastDone({ card, scene }: Pick<Props, "card" | "scene">) {
  const last = card.log.at(-1);
  if (!last) return null;
  return (
    <p>
      The card as it now is: {didInWords("card", last)} at {when(last.at, scene.now, scene.zone)}
      {last.text && `, “${last.text}”`}. Look at it, then press again if you still mean it.
    </p>
  );
}
