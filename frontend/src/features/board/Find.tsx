// Finds an organisation by what people call it and goes to its strip: type, arrows, Enter.
import { type KeyboardEvent, useId, useState } from "react";
import { foundBy, type Known } from "./found";
import { useReach } from "./reach";

export const FIND = "find";
const MOST_LISTED = 10;

export function Find({ known }: { known: readonly Known[] }) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useId();
  const reach = useReach();
  const found = foundBy(known, typed).slice(0, MOST_LISTED);
  const listed = open && found.length > 0;

  function choose(one: Known | undefined): void {
    if (!one) return;
    close();
    reach.goTo(one.seat.unit.code);
  }

  function close(): void {
    setOpen(false);
    setTyped("");
    setAt(0);
  }

  function press(event: KeyboardEvent): void {
    const many = Math.max(found.length, 1);
    if (event.key === "ArrowDown" && !open) setOpen(true);
    else if (event.key === "ArrowDown") setAt((at + 1) % many);
    else if (event.key === "ArrowUp") setAt((at - 1 + many) % many);
    else if (event.key === "Enter") choose(listed ? found[at] : undefined);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  return (
    <div className="find">
      <label className="nhsuk-u-visually-hidden" htmlFor={FIND}>
        Find an organisation
      </label>
      <input
        className="find__input"
        id={FIND}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        placeholder="Find an organisation"
        aria-expanded={listed}
        aria-controls={list}
        aria-autocomplete="list"
        {...(listed && { "aria-activedescendant": `${list}-${at}` })}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <Options {...{ found, at, list, listed, choose }} />
      <p className="find__none" role="status">
        {open && found.length === 0 && `No organisation here is called “${typed}”.`}
      </p>
    </div>
  );
}

interface OptionsProps {
  found: readonly Known[];
  at: number;
  list: string;
  listed: boolean;
  choose: (one: Known) => void;
}

function Options({ found, at, list, listed, choose }: OptionsProps) {
  return (
    <div className="find__list" id={list} role="listbox" aria-label="Organisations" hidden={!listed}>
      {listed &&
        found.map((one, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
          <div
            className="find__option"
            key={one.seat.unit.code}
            id={`${list}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(one)}
          >
            {one.seat.unit.name} <span className="find__place">{one.place}</span>
          </div>
        ))}
    </div>
  );
}
