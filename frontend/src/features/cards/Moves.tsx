// The buttons of a card: some act at once, others ask for words first. What has moved meanwhile is said, and shown above.
import { useState } from "react";
import type { Card } from "../../api/types";
import { Dialog } from "../../ui/Dialog";
import { Problem } from "../../ui/people/Problem";
import { useDeed } from "../../ui/people/useDeed";
import type { Around } from "./CardGroups";
import { MoveForm } from "./MoveForm";
import { moveDeed, type Way, waysFor } from "./moves";

export function Moves({ card, ...around }: Around & { card: Card }) {
  const { reader, scene, again } = around;
  const [way, setWay] = useState<Way | null>(null);
  const { run, busy, problem, clear } = useDeed(scene.system);
  const big = card.purpose === "ring";
  async function press(pressed: Way): Promise<void> {
    if (pressed.title !== "") {
      clear();
      setWay(pressed);
      return;
    }
    await run(moveDeed(card, pressed.move, { text: "", seat: "" }));
    again();
  }
  return (
    <>
      <div className={`card__moves${big ? " card__moves--big" : ""}`}>
        {waysFor(card, reader.id).map((one, i) => (
          <button
            key={one.label}
            type="button"
            className={big && i < 2 ? `big-button${i === 0 ? " big-button--accept" : ""}` : "plain-button"}
            aria-disabled={busy}
            {...(one.title !== "" && { "aria-haspopup": "dialog" as const })}
            onClick={() => void press(one)}
          >
            {one.label}
            <span className="nhsuk-u-visually-hidden">: {card.title}</span>
          </button>
        ))}
      </div>
      {way === null && <Problem problem={problem} />}
      <Dialog title={way?.title ?? ""} open={way !== null} onClose={() => setWay(null)}>
        {way && <MoveForm {...{ card, way }} {...around} onDone={() => setWay(null)} />}
      </Dialog>
    </>
  );
}
