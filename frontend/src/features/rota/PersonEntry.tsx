// Who is to sit there. Who cannot be paged may be chosen all the same: it is said, and is to be put right before the shift.
import type { Rota } from "../../api/types";
import { Entry } from "../../ui/Entry";
import type { Draft } from "./draft";
import { reachTrouble, troubleInWords } from "./words";

interface PersonProps {
  rota: Rota;
  draft: Draft;
  setDraft: (draft: Draft) => void;
  problem: string | null;
}

export function PersonEntry({ rota, draft, setDraft, problem }: PersonProps) {
  const chosen = rota.people.find(({ id }) => id === draft.person);
  const trouble = chosen ? reachTrouble(chosen) : null;
  return (
    <Entry label="Person" {...{ problem }} hint={trouble && `${chosen?.name}: ${troubleInWords(trouble)}`}>
      {(given) => (
        <select
          {...given}
          value={draft.person}
          onChange={({ target }) => setDraft({ ...draft, person: target.value })}
        >
          <option value="">Choose somebody</option>
          {[...rota.people]
            .sort((a, b) => a.name.localeCompare(b.name, "en-GB"))
            .map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
                {reachTrouble(person) && " (cannot be paged yet)"}
              </option>
            ))}
        </select>
      )}
    </Entry>
  );
}
