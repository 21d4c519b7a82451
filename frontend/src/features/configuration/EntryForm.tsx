// The form of one entry: its fields as the list describes them.
import { useState } from "react";
import type { Configuration } from "../../api/types";
import type { Asking } from "./asking";
import type { Book } from "./book";
import { ChangeForm } from "./ChangeForm";
import { asked, type Draft, WHY, wrongIn } from "./entries";
import { FieldEntry } from "./FieldEntry";
import { plainly } from "./plain";
import { placeOf, sorted } from "./refused";
import { useChange, type Wanted } from "./useChange";

interface Props {
  asking: Asking;
  configuration: Configuration;
  book: Book;
  reload: () => void;
  onMade: (changes: readonly string[]) => void;
}

const GONE =
  "This entry has been changed or removed meanwhile. Close this, and look at the list as it is now.";

export function EntryForm({ asking, configuration, book, reload, onMade }: Props) {
  const { list, fields, seen } = asking;
  const [draft, setDraft] = useState<Draft>(asking.draft);
  const [why, setWhy] = useState("");
  const [wrong, setWrong] = useState<Draft>({});
  const changing = useChange(configuration.stream, reload);
  const all = configuration.parts[list.part] ?? [];
  const place = seen && placeOf(seen, all);
  const gone = seen !== null && place === null;
  const refused = sorted(changing.errors, asked(fields, draft), list.part, place ?? all.length);
  const moved = changing.movedFrom !== null;
  const said = moved
    ? [plainly(changing.problem ?? "", book), "What you typed is still here."]
    : [changing.problem];
  const atFields = Object.keys(refused.byField).length > 0;
  const above = changing.errors.length > 0 ? refused.above : said.filter((one) => one !== null);
  const problems = gone ? [GONE] : atFields && above.length === 0 ? [ATFIELDS] : above;

  function wanted(): Wanted | null {
    const found = wrongIn(fields, draft, why);
    setWrong(found);
    if (gone || Object.keys(found).length > 0) return null;
    const entry = asking.entryOf(draft);
    return {
      part: list.part,
      seen: configuration.sha,
      reason: why.trim(),
      entry,
      ...(place !== null && { number: place }),
    };
  }

  return (
    <ChangeForm
      {...{ changing, book, why, problems, wanted, onMade }}
      sha={configuration.sha}
      onWhy={setWhy}
      whyProblem={wrong[WHY] ?? refused.byField[WHY] ?? null}
      says={asking.says(draft)}
    >
      {asked(fields, draft).map((field) => (
        <FieldEntry
          key={field.key}
          {...{ field, book }}
          value={draft[field.key] ?? ""}
          onChange={(value) => setDraft({ ...draft, [field.key]: value })}
          problem={wrong[field.key] ?? refused.byField[field.key] ?? null}
        />
      ))}
    </ChangeForm>
  );
}

const ATFIELDS = "It does not check: see what is marked below. Nothing was changed.";
