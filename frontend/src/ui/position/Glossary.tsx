// What the words, short names and marks on the screen mean, behind a button.
import { DialogButton } from "../Dialog";
import { LevelMark, type Mark } from "../LevelMark";
import { MARKS, WORDS } from "./words";

const LEVELS: readonly [Mark, string][] = [
  [1, "OPEL 1, green, round: demand is met within what there is."],
  [2, "OPEL 2, amber, a triangle: starting to show pressure."],
  [3, "OPEL 3, red, a diamond: major pressure, which compromises flow."],
  [4, "OPEL 4, black, a square: comprehensive care cannot be delivered."],
  ["?", "Not enough figures to say a level."],
  ["none", "Not assessed: no rules are set."],
];

export function Glossary() {
  return (
    <DialogButton label="Words" title="What the words and marks mean">
      <ul className="words__levels">
        {LEVELS.map(([mark, means]) => (
          <li key={means}>
            <LevelMark mark={mark} size="small" /> <span>{means}</span>
          </li>
        ))}
        <li>
          <LevelMark mark={3} edge="broken" size="small" /> <span>A broken edge: it could be higher.</span>
        </li>
      </ul>
      <dl className="words">
        {[...MARKS, ...WORDS].map(({ word, means }) => (
          <div key={word} className="words__one">
            <dt>{word}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </DialogButton>
  );
}
