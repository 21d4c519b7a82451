// The receiver reads three items back, one after another, and takes the system. Sends nothing itself.
import { useEffect, useReducer, useRef } from "react";
import type { HandoverPack } from "../../api/types";
import { acceptance, begun, next, type ReadBack, step } from "./readBack";

/** A thumb that bounces has not read the next item. */
const BOUNCE_MS = 600;

export type Came = "accepted" | "stale" | "failed";

interface Props {
  pack: HandoverPack;
  busy: boolean;
  problem: string | null; // the service's words
  onAccept: (given: { read_back: string[]; seq: number }) => Promise<Came>;
}

export function ReadBackSteps({ pack, busy, problem, onAccept }: Props) {
  const [held, dispatch] = useReducer(step, pack, begun);
  const pressed = useRef(0);
  useEffect(() => dispatch({ kind: "pack", pack }), [pack]);
  const item = next(held);
  const accepting = acceptance(held);
  async function press(): Promise<void> {
    if (Date.now() - pressed.current < BOUNCE_MS || busy) return;
    pressed.current = Date.now();
    if (item) dispatch({ kind: "read", key: item.key });
    else if (accepting && (await onAccept(accepting)) === "stale") dispatch({ kind: "refused" });
  }
  return (
    <div className="read-back">
      <p className="read-back__how">
        {item
          ? `Read each item back aloud, or to yourself, then press. ${held.read.length} of ${held.items.length} done.`
          : "All are read back. The system becomes yours when you accept, and not before."}
      </p>
      <div role="alert">
        {held.again && <p className="alert">{againInWords(held, problem)}</p>}
        {!held.again && problem && <p className="alert">{problem}</p>}
      </div>
      <Read held={held} />
      <button
        type="button"
        className={`big-button${item ? "" : " big-button--accept"}`}
        aria-disabled={busy}
        onClick={() => void press()}
      >
        {item && (
          <>
            <span className="big-button__small">I have read back:</span> {item.text}
          </>
        )}
        {!item && (busy ? "Accepting…" : "Accept: I hold the system from now")}
      </button>
    </div>
  );
}

function Read({ held }: { held: ReadBack }) {
  if (held.read.length === 0) return null;
  return (
    <ul className="read-back__done" aria-label="Read back">
      {held.items
        .filter(({ key }) => held.read.includes(key))
        .map(({ key, text }) => (
          <li key={key}>
            <span aria-hidden="true">✓ </span>
            {text}
          </li>
        ))}
    </ul>
  );
}

function againInWords({ again }: ReadBack, problem: string | null): string {
  if (again === "refused") {
    return problem ?? "The position has moved since you read it. Read the three items back again.";
  }
  return "The handover was made anew while you read it. What has changed is to be read back again.";
}
