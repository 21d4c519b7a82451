// A whole list as text, one entry a line; of a plan also from CSV.
import { useState } from "react";
import type { Configuration } from "../../api/types";
import { Entry as FormEntry } from "../../ui/Entry";
import type { Book } from "./book";
import { ChangeForm } from "./ChangeForm";
import { type List, whyProblem } from "./entries";
import { PasteCsv } from "./PasteCsv";
import { plainly } from "./plain";
import { ofLines } from "./refused";
import { useChange, type Wanted } from "./useChange";
import { linesOf } from "./yaml";

interface Props {
  list: List;
  configuration: Configuration;
  book: Book;
  reload: () => void;
  onMade: (changes: readonly string[]) => void;
}

const LONGEST = 200_000;
const SHOWN = 8;

export function TextForm({ list, configuration, book, reload, onMade }: Props) {
  const [text, setText] = useState(() => linesOf(configuration.parts[list.part] ?? []));
  const [why, setWhy] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const changing = useChange(configuration.stream, reload);
  const lines = ofLines(changing.errors, list.part);
  const more = lines.length > SHOWN ? [`And ${lines.length - SHOWN} more.`] : [];
  const refused = lines.length > 0 ? [...lines.slice(0, SHOWN), ...more].join("\n") : null;
  const moved = changing.movedFrom !== null;
  const problems = [
    ...(lines.length === 0 && changing.problem ? [plainly(changing.problem, book)] : []),
    ...(moved ? ["What you typed is still here: see that it keeps what others have changed."] : []),
  ];
  const tooLong = text.length > LONGEST ? `This is longer than ${LONGEST} characters` : null;

  function wanted(): Wanted | null {
    const found = whyProblem(why);
    setWrong(found);
    if (found !== null || tooLong !== null) return null;
    return { part: list.part, seen: configuration.sha, reason: why.trim(), text };
  }

  return (
    <ChangeForm
      {...{ changing, book, why, problems, wanted, onMade }}
      sha={configuration.sha}
      onWhy={setWhy}
      whyProblem={wrong}
      says={null}
    >
      <FormEntry
        label={`${list.title}, one entry a line`}
        hint="As in the system’s file. What stands here takes the place of the whole list"
        problem={tooLong ?? refused}
      >
        {(given) => (
          <textarea
            {...given}
            className={`${given.className} as-text`}
            rows={12}
            spellCheck={false}
            wrap="off"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </FormEntry>
      {list.part === "plans" && (
        <PasteCsv
          onLines={(added, instead) =>
            setText(instead ? added : text.replace(/\n*$/, text.trim() ? "\n" : "") + added)
          }
        />
      )}
    </ChangeForm>
  );
}
