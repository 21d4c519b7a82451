// What the reader works the board with: find, order, keys. None of it is on a wall.
import { useState } from "react";
import {
  cardsAddress,
  configurationAddress,
  handoverAddress,
  hoursAddress,
  pastAddress,
  rotaAddress,
} from "../../ui/address";
import { Keys } from "../../ui/Keys";
import { Link } from "../../ui/Link";
import { Glossary } from "../../ui/position/Glossary";
import { rulesAddress } from "../../ui/rulesAddress";
import { useKeys } from "../../ui/useKeys";
import { deedsOf, KEY_LINES } from "./boardKeys";
import { Find } from "./Find";
import type { Known } from "./found";
import type { Instruments } from "./useInstruments";

interface ToolsProps extends Pick<Instruments, "order" | "turnOrder" | "showing" | "looking" | "scene"> {
  known: readonly Known[];
  passedOver: number;
  past: boolean; // the board is not live: other pages would be
  seats: boolean; // somebody keeps a rota here: there are people's pages
}

export function Tools({
  known,
  scene,
  seats,
  order,
  turnOrder,
  showing,
  looking,
  passedOver,
  past,
}: ToolsProps) {
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
      {!past && <Pages {...{ scene, seats }} />}
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

function Pages({ scene: { system, now, figures, blank }, seats }: Pick<ToolsProps, "scene" | "seats">) {
  return (
    <nav className="tools__pages" aria-label="Pages of this system">
      {seats && (
        <>
          <Link to={cardsAddress(system)}>Cards</Link>
          <Link to={rotaAddress(system)}>Rota</Link>
          <Link to={handoverAddress(system)}>Handover</Link>
        </>
      )}
      <Link to={pastAddress(system, now, location.search)}>Look back</Link>
      <Link to={hoursAddress(system)}>Hours at level</Link>
      {(figures || blank) && <Link to={rulesAddress(system)}>Rules</Link>}
      {(figures || blank) && <Link to={configurationAddress(system)}>Configuration</Link>}
    </nav>
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
