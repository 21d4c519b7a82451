// A plan from a spreadsheet: CSV becomes lines of the list, in the browser. Sends nothing.
import { type ChangeEvent, useState } from "react";
import { Entry as FormEntry } from "../../ui/Entry";
import { many } from "../../ui/people/who";
import { HEADING, turned } from "./planCsv";

interface Props {
  onLines: (lines: string, instead: boolean) => void;
}

const SHOWN = 8;

export function PasteCsv({ onLines }: Props) {
  const [csv, setCsv] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState("");
  function turn(instead: boolean): void {
    const found = turned(csv);
    setDone("");
    setProblem(null);
    if ("faults" in found) {
      const said = found.faults.slice(0, SHOWN).map(({ line, reason }) => `Line ${line}: ${reason}`);
      const more = found.faults.length - said.length;
      setProblem([...said, ...(more > 0 ? [`And ${more} more.`] : [])].join("\n"));
      return;
    }
    onLines(found.lines, instead);
    setCsv("");
    setDone(`${many(found.count, "line")} put into the list above.`);
  }
  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    if (file) setCsv(await file.text());
    target.value = ""; // the same file, put right, can be chosen again
  }
  return (
    <details className="more">
      <summary>From a spreadsheet (CSV)</summary>
      <div className="paste-csv">
        <FormEntry label="A CSV file">
          {(given) => <input {...given} type="file" accept=".csv,text/csv,text/plain" onChange={choose} />}
        </FormEntry>
        <FormEntry
          label="Or paste its lines"
          hint={`The first line is ${HEADING}. “on” is a date, or mon to sun, weekdays, weekends, every_day; hours are 0 to 24, local`}
          problem={problem}
        >
          {(given) => (
            <textarea
              {...given}
              className={`${given.className} as-text`}
              rows={5}
              spellCheck={false}
              wrap="off"
              value={csv}
              onChange={({ target }) => setCsv(target.value)}
            />
          )}
        </FormEntry>
        <div className="deeds__row">
          <button type="button" className="plain-button" onClick={() => turn(true)}>
            In place of the list above
          </button>
          <button type="button" className="plain-button" onClick={() => turn(false)}>
            After the list above
          </button>
        </div>
        <p role="status">{done}</p>
      </div>
    </details>
  );
}
