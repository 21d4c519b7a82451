// A shift being typed: seat, person, from, until. Begins with what is most likely wanted.
import { useState } from "react";
import type { Rota, TreeSeat } from "../../api/types";
import { Entry, TimeEntry } from "../../ui/Entry";
import { Problem } from "../../ui/people/Problem";
import { useDeed } from "../../ui/people/useDeed";
import type { Scene } from "../../ui/position/scene";
import type { Wanted } from "./AddShift";
import { type Draft, type Known, likelyTimes, type Wrong, written, wrongIn } from "./draft";
import { PersonEntry } from "./PersonEntry";

interface Props extends Known {
  rota: Rota;
  keeps: readonly TreeSeat[];
  scene: Scene;
  wanted: Wanted;
  onDone: () => void;
}

export function ShiftForm({ rota, keeps, shifts, gaps, scene, wanted, onDone }: Props) {
  const { zone, now } = scene;
  const likely = (key: string, from: number | null) =>
    likelyTimes(key, from, { rota, shifts, gaps }, now, zone);
  const first = wanted.seat ?? keeps[0]?.key ?? "";
  const [draft, setDraft] = useState<Draft>({ seat: first, person: "", ...likely(first, wanted.from) });
  const [wrong, setWrong] = useState<Wrong>({});
  const { run, busy, problem, refused } = useDeed(scene.system);
  const reasons = refused?.errors?.map(({ reason }) => reason) ?? [];
  async function submit(): Promise<void> {
    const found = wrongIn(draft, zone, now);
    setWrong(found);
    const shift = written(draft, zone);
    if (Object.keys(found).length > 0 || !shift) return;
    if (await run({ do: "add_shifts", shifts: [shift], source: "form" })) onDone();
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
      <Entry label="Seat">
        {(given) => (
          <select
            {...given}
            value={draft.seat}
            onChange={({ target }) =>
              setDraft({ ...draft, seat: target.value, ...likely(target.value, null) })
            }
          >
            {keeps.map(({ key, title, where }) => (
              <option key={key} value={key}>
                {title}, {where}
              </option>
            ))}
          </select>
        )}
      </Entry>
      <PersonEntry {...{ rota, draft, setDraft }} problem={wrong.person ?? null} />
      <TimeEntry
        label="From"
        value={draft.from}
        onChange={(from) => setDraft({ ...draft, from })}
        problem={wrong.from ?? null}
      />
      <TimeEntry
        label="Until"
        value={draft.until}
        onChange={(until) => setDraft({ ...draft, until })}
        problem={wrong.until ?? null}
      />
      <Problem problem={reasons.length > 0 ? reasons.join(" ") : problem} />
      <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={busy}>
        {busy ? "Sending…" : "Add this shift"}
      </button>
    </form>
  );
}
