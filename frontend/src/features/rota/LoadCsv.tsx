// A whole rota pasted or out of a file: all of its lines are taken, or none, and each that is wrong is shown with why.
import type { ChangeEvent } from "react";
import type { Rota, TreeSeat } from "../../api/types";
import { Entry } from "../../ui/Entry";
import { Problem } from "../../ui/people/Problem";
import { many } from "../../ui/people/who";
import type { Scene } from "../../ui/position/scene";
import { RefusedLines, SeatNames } from "./CsvTables";
import { exampleOf } from "./csv";
import { useLoad } from "./useLoad";

interface Props {
  rota: Rota;
  scene: Scene;
  keeps: readonly TreeSeat[];
}

export function LoadCsv({ rota, scene, keeps }: Props) {
  const { text, setText, send, busy, added, problem, refused } = useLoad(scene.system);
  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    if (file) setText(await file.text());
    target.value = ""; // the same file, put right, can be chosen again
  }
  return (
    <section className="panel" aria-labelledby="load">
      <h2 className="panel__title" id="load">
        Load a rota
      </h2>
      <p className="strip__quiet">
        The first line names the columns: seat, person, starts_at, ends_at. Then one line for each shift. All
        lines are stored, or none.
      </p>
      <form
        className="deed-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Entry label="A CSV file">
          {(given) => <input {...given} type="file" accept=".csv,text/csv,text/plain" onChange={choose} />}
        </Entry>
        <Entry
          label="Or paste its lines"
          hint="Times are local, as 2026-01-17 20:00. A person by their full name, or by the id above"
        >
          {(given) => (
            <textarea
              {...given}
              rows={6}
              value={text}
              spellCheck={false}
              placeholder={exampleOf({ seats: keeps, people: rota.people }, scene.now)}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Entry>
        <Problem problem={problem} />
        <RefusedLines refused={refused} />
        <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={busy}>
          {busy ? "Sending…" : "Load the rota"}
        </button>{" "}
        <span role="status">{added !== null && `${many(added, "shift")} added.`}</span>
      </form>
      <SeatNames seats={keeps} />
    </section>
  );
}
