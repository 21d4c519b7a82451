// Whom it goes to: seats by organisation, each with who sits there now.
import type { SeatGroup } from "./tell";

interface Props {
  groups: readonly SeatGroup[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

export function SeatChoices({ groups, chosen, onChange }: Props) {
  function turn(keys: readonly string[], on: boolean): void {
    const next = new Set(chosen);
    for (const key of keys) {
      if (on) next.add(key);
      else next.delete(key);
    }
    onChange(next);
  }
  const all = groups.flatMap(({ choices }) => choices.map(({ seat }) => seat.key));
  if (all.length === 0) return <p>No other organisation has a seat to tell. Put them on the rota’s seats.</p>;
  return (
    <div className="seats">
      <p className="deeds__row">
        <button type="button" className="plain-button" onClick={() => turn(all, true)}>
          All
        </button>
        <button type="button" className="plain-button" onClick={() => turn(all, false)}>
          None
        </button>
      </p>
      {groups.map(({ where, choices }) => (
        <fieldset className="seats__group" key={where}>
          <legend>{where}</legend>
          {choices.map(({ seat, holder }) => (
            <label className="seats__one" key={seat.key}>
              <input
                type="checkbox"
                checked={chosen.has(seat.key)}
                onChange={({ target }) => turn([seat.key], target.checked)}
              />
              <span>
                {seat.title}: {holder ?? <em>nobody there now</em>}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
