// What was done to a matter, line by line: when, what, by whom, in whose words. The newest first, unless asked otherwise.
import type { LogLine, Matter } from "../../api/types";
import { Moment } from "../Moment";
import { didInWords } from "./did";

interface Props {
  kind: Matter["kind"];
  log: readonly LogLine[];
  zone: string;
  now: number;
  name?: string; // of the list, for what is read aloud
  oldestFirst?: boolean;
}

export function LogLines({ kind, log, zone, now, name = "What was done", oldestFirst = false }: Props) {
  if (log.length === 0) return <p className="strip__quiet">Nothing has been done yet.</p>;
  const lines = oldestFirst ? [...log] : [...log].reverse();
  return (
    <ol className="log" aria-label={name}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are never changed, and have no name of their own
        <li key={`${line.at} ${line.did} ${i}`}>
          <Moment at={line.at} zone={zone} now={now} />{" "}
          <span>
            {didInWords(kind, line)}
            {line.text && <span className="log__text">: {line.by ? `“${line.text}”` : line.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
