// What the reader works the board with: find, order, keys. None of it is on a wall.
import { useState } from "react";
import { Keys } from "../../ui/Keys";
import { Glossary } from "../../ui/position/Glossary";
import { useKeys } from "../../ui/useKeys";
import { deedsOf, KEY_LINES } from "./boardKeys";
import { Find } from "./Find";
import type { Known } from "./found";
import type { Instruments } from "./useInstruments";

interface ToolsProps extends Pick<Instruments, "order" | "turnOrder" | "showing" | "looking"> {
  known: readonly Known[];
  passedOver: number;
}

export function Tools({ known, order, turnOrder, showing, looking, passedOver }: ToolsProps) {
  const [open, setOpen] = useState(false);
  useKeys(
    deedsOf({
      ...showing,
      seen: looking.seen,
      turnOrder: turnOrder ?? (() => {}),
      openKeys: () => setOpen(true),
    }),
  );
  return (
    <div className="tools">
      <Find known={known} />
      {turnOrder && (
        <button
          type="button"
          className="plain-button"
          aria-pressed={order === "pressure"}
          onClick={turnOrder}
        >
          By pressure
        </button>
      )}
      <button type="button" className="plain-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Keys
      </button>
      <Glossary />
      <Keys lines={KEY_LINES} open={open} onClose={() => setOpen(false)}>
        <PassedOver count={passedOver} />
      </Keys>
    </div>
  );
}

function PassedOver({ count }: { count: number }) {
  if (count === 0) return null;
  const messages = count === 1 ? "1 message of a kind" : `${count} messages of a kind`;
  return (
    <p className="keys__quiet">
      {messages} this page does not know {count === 1 ? "was" : "were"} passed over: reload the page.
    </p>
  );
}
