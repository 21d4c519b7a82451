// The board as it was at a moment: what says so, what moves through time, and the board's own parts below.
import { useEffect, useRef, useState } from "react";
import type { Levels, Snapshot } from "../../api/types";
import { boardAddress, goTo, pastAddress } from "../../ui/address";
import { Link } from "../../ui/Link";
import { Notice } from "../../ui/Notice";
import { dayAndDate, hourAndMinute } from "../../ui/time";
import type { LookBackPageProps } from "../pages";
import { Band } from "./Band";
import { Scrubber } from "./Scrubber";
import { type Scale, scaleFor } from "./scale";
import { useLevels, useThen } from "./useThen";

const STILL_MS = 250; // a hand that moves on is not asked for every minute on its way

export function LookBackPage({ code, at, session, leave, ended, board: Board }: LookBackPageProps) {
  const { snapshot, trouble, fetching } = useThen(code, at, ended);
  const [wanted, setWanted] = useWanted(code, at);
  const scale = useScale(wanted, snapshot);
  const levels = useLevels(code, scale);
  useTitle(snapshot);
  if (!snapshot || !scale || wanted === null) return <NotThere {...{ code, trouble }} />;
  const above = (
    <section className="lookback" aria-label="Look back">
      <Band {...{ snapshot, wanted, fetching, trouble }} />
      <Scrubber {...{ snapshot, scale, levels, wanted }} moveTo={setWanted} />
    </section>
  );
  return <Board {...{ snapshot, above, session, leave }} levels={covering(levels, snapshot)} />;
}

/** The moment under the reader's hand; the address, and with it the board, follows when the hand is still. */
function useWanted(code: string, at: string): [number | null, (to: number) => void] {
  const asked = Date.parse(at);
  const [wanted, setWanted] = useState(asked);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setWanted(asked), [asked]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  function moveTo(to: number): void {
    setWanted(to);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => goTo(pastAddress(code, to, location.search), true), STILL_MS);
  }
  return [Number.isNaN(wanted) ? null : wanted, moveTo];
}

function useScale(wanted: number | null, snapshot: Snapshot | null): Scale | null {
  const kept = useRef<Scale | null>(null);
  if (wanted !== null && snapshot?.then) {
    kept.current = scaleFor(wanted, Date.parse(snapshot.then.now), kept.current);
  }
  return kept.current;
}

/** Levels of another stretch of time say nothing of this moment's day. */
function covering(levels: Levels | null, { at }: Snapshot): Levels | null {
  return levels && levels.from <= at && at <= levels.to ? levels : null;
}

function useTitle(snapshot: Snapshot | null): void {
  useEffect(() => {
    if (!snapshot) return;
    const { at, mode, tree } = snapshot;
    const when = `${dayAndDate(at, tree.timezone)} ${hourAndMinute(at, tree.timezone)}`;
    const word = mode === "live" ? "" : `${mode.toUpperCase()} · `;
    document.title = `${word}AS IT WAS ${when}, not live · ${tree.name}`;
  }, [snapshot]);
}

function NotThere({ code, trouble }: { code: string; trouble: string | null }) {
  if (trouble === null) return <Notice title="Fetching the board as it was…" busy />;
  return (
    <Notice title="The board of that moment cannot be shown">
      <p>{trouble}</p>
      <p>
        <Link to={boardAddress(code)}>Go to the board as it is now</Link>
      </p>
    </Notice>
  );
}
