// Moves through 24 hours, minute by minute or from one change of the system's level to the next; or to any minute.
import { type KeyboardEvent, useEffect, useState } from "react";
import type { Levels, Snapshot } from "../../api/types";
import { dayAndDate, hourAndMinute, when } from "../../ui/time";
import { localOf, momentOf } from "../../ui/zoned";
import {
  type Change,
  changeAfter,
  changeBefore,
  changesIn,
  MINUTE_MS,
  type Scale,
  wholeMinute,
} from "./scale";
import { Ticks } from "./Ticks";

interface Props {
  snapshot: Snapshot;
  scale: Scale;
  levels: Levels | null;
  wanted: number;
  moveTo: (at: number) => void;
}

const PAGE_MINUTES = 15;

export function Scrubber({ snapshot, scale, levels, wanted, moveTo }: Props) {
  const { tree, then } = snapshot;
  const zone = tree.timezone;
  const minute = wholeMinute(wanted);
  const changes = changesIn(levels, tree.code, scale);
  const first = Math.ceil(Date.parse(then?.first_at ?? snapshot.at) / MINUTE_MS) * MINUTE_MS;
  const last = wholeMinute(Date.parse(then?.now ?? snapshot.at));
  const within = (at: number) => Math.min(Math.max(at, first), last);
  return (
    <div className="scrubber">
      <ChangeButton
        change={changeBefore(changes, minute)}
        words="Change before"
        {...{ zone, minute, moveTo }}
      />
      <div className="scrubber__track">
        <Ticks {...{ levels, scale, zone }} unit={tree.code} />
        <input
          type="range"
          className="scrubber__range"
          aria-label="Moment"
          aria-valuetext={`${dayAndDate(minute, zone)} ${hourAndMinute(minute, zone)}`}
          min={0}
          max={(scale.to - scale.from) / MINUTE_MS}
          step={1}
          value={(minute - scale.from) / MINUTE_MS}
          onChange={({ target }) => moveTo(within(scale.from + Number(target.value) * MINUTE_MS))}
          onKeyDown={(event) => {
            const by = pageOf(event);
            if (by !== 0) moveTo(within(minute + by * PAGE_MINUTES * MINUTE_MS));
          }}
        />
      </div>
      <ChangeButton
        change={changeAfter(changes, minute)}
        words="Change after"
        {...{ zone, minute, moveTo }}
      />
      <AnyMinute {...{ minute, zone, first, last, moveTo }} />
    </div>
  );
}

/** A page key goes a quarter of an hour, whatever the browser's own step would be. */
function pageOf(event: KeyboardEvent): -1 | 0 | 1 {
  if (event.key !== "PageUp" && event.key !== "PageDown") return 0;
  event.preventDefault();
  return event.key === "PageUp" ? 1 : -1;
}

interface ChangeProps {
  change: Change | null;
  words: string;
  zone: string;
  minute: number;
  moveTo: (at: number) => void;
}

/** Where there is none it stays in its place, and says so: the focus on it is not lost. */
function ChangeButton({ change, words, zone, minute, moveTo }: ChangeProps) {
  const to = change && `OPEL ${change.level ?? "not known"}, ${when(change.at, minute, zone)}`;
  const before = words === "Change before";
  return (
    <button
      type="button"
      className="plain-button scrubber__change"
      aria-disabled={change === null}
      title={to ?? "None in these 24 hours"}
      onClick={() => change && moveTo(change.at)}
    >
      {before && <span aria-hidden="true">‹ </span>}
      {words}
      <span className="nhsuk-u-visually-hidden">: {to ?? "none in these 24 hours"}</span>
      {!before && <span aria-hidden="true"> ›</span>}
    </button>
  );
}

interface MinuteProps {
  minute: number;
  zone: string;
  first: number;
  last: number;
  moveTo: (at: number) => void;
}

/** What is half typed asks for nothing. */
function AnyMinute({ minute, zone, first, last, moveTo }: MinuteProps) {
  const shown = localOf(minute, zone);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  function entered(value: string): void {
    setTyped(value);
    const at = momentOf(value, zone);
    if (at !== null && at >= first && at <= last) moveTo(at);
  }
  return (
    <label className="scrubber__minute">
      Any minute{" "}
      <input
        type="datetime-local"
        className="picker__date"
        value={typed}
        min={localOf(first, zone)}
        max={localOf(last, zone)}
        onChange={({ target }) => entered(target.value)}
      />
    </label>
  );
}
