// One line of a form: its name, what helps to fill it in, what is wrong with it. Knows nothing of what is asked.
import { type ReactNode, useId } from "react";
import { localInWords } from "./zoned";

export interface Given {
  id: string;
  className: string;
  "aria-invalid": boolean;
  "aria-describedby"?: string;
}

interface Props {
  label: string;
  hint?: string | null;
  problem?: string | null;
  children: (given: Given) => ReactNode;
}

export function Entry({ label, hint = null, problem = null, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className={`entry${problem ? " entry--wrong" : ""}`}>
      <label className="entry__label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <span className="entry__hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span className="entry__problem" id={`${id}-problem`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {problem}
        </span>
      )}
      {children({
        id,
        className: "entry__input",
        "aria-invalid": problem !== null,
        ...(described && { "aria-describedby": described }),
      })}
    </div>
  );
}

/** Browsers write dates in their own way, some with 12 hours: the words beside it leave no doubt. */
interface TimeProps {
  label: string;
  value: string; // "2026-01-12T20:00", the system's local time
  onChange: (local: string) => void;
  hint?: string | null;
  problem?: string | null;
}

export function TimeEntry({ label, value, onChange, hint = null, problem = null }: TimeProps) {
  return (
    <Entry {...{ label, hint, problem }}>
      {(given) => (
        <>
          <input
            {...given}
            type="datetime-local"
            value={value}
            onChange={({ target }) => onChange(target.value.slice(0, 16))}
          />
          <output className="entry__said" htmlFor={given.id}>
            {localInWords(value)}
          </output>
        </>
      )}
    </Entry>
  );
}
