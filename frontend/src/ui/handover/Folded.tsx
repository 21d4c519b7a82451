// What is folded away behind a count; on paper it all stands there.
import { type ReactNode, useId, useState } from "react";

export function Folded({ label, about, children }: { label: string; about: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="folded__open"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? "Show fewer" : label}
        <span className="nhsuk-u-visually-hidden">: {about}</span>
      </button>
      <div id={id} className={`folded${open ? " folded--open" : ""}`}>
        {children}
      </div>
    </>
  );
}
