// Beside a level that does not count like the others: what it rests on, in a word.
import type { Picture } from "../../api/types";
import { isOnTrial, isSaid } from "./basis";

const TRIAL = "By rules that nobody has confirmed yet: in no overall level, and it calls nobody";
const SAID = "As declared in a return: in no overall level, and it calls nobody";

export function BasisTag({ picture }: { picture: Picture | null }) {
  if (picture && isOnTrial(picture)) {
    return (
      <span className="tag" title={TRIAL}>
        trial
      </span>
    );
  }
  if (picture && isSaid(picture)) {
    return (
      <span className="tag" title={SAID}>
        declared
      </span>
    );
  }
  return null;
}
