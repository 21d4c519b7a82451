// A mark on whoever could not be paged: nothing where somebody has proven a way to reach them.
import type { Person, Rota } from "../../api/types";
import { reachTrouble, troubleInWords } from "./words";

export function Reached({ person, rota }: { person: Person; rota: Rota }) {
  const known = rota.people.find(({ id }) => id === person.id);
  const trouble = known ? reachTrouble(known) : ("not on this rota" as const);
  if (!trouble) return null;
  return (
    <span className="tag tag--unreached" title={troubleInWords(trouble)}>
      {trouble}
    </span>
  );
}
