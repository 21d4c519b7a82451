// What will be done, and by when: words, and three times to choose from.
import { presetsFrom } from "../../ui/commitment";
import { Entry } from "../../ui/Entry";
import type { Promised } from "./promise";

interface Props {
  promised: Promised;
  onChange: (promised: Promised) => void;
  now: number;
  zone: string;
}

export function PromiseFields({ promised, onChange, now, zone }: Props) {
  return (
    <>
      <Entry label="What you will do">
        {(given) => (
          <input
            {...given}
            type="text"
            maxLength={160}
            enterKeyHint="done"
            value={promised.text}
            onChange={({ target }) => onChange({ ...promised, text: target.value })}
          />
        )}
      </Entry>
      <fieldset className="presets">
        <legend className="entry__label">By when</legend>
        {presetsFrom(now, zone).map(({ minutes, by }) => (
          <button
            key={minutes}
            type="button"
            className="plain-button presets__one"
            aria-pressed={promised.minutes === minutes}
            onClick={() => onChange({ ...promised, minutes: promised.minutes === minutes ? null : minutes })}
          >
            +{minutes} min<span className="presets__by">{by}</span>
          </button>
        ))}
      </fieldset>
    </>
  );
}
