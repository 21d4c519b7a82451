// A button that first says what it will do, and does it only then. Stays open, with the reason, where it was not done.
import { type ReactNode, useState } from "react";
import type { Deed } from "../api/types";
import { Dialog } from "./Dialog";
import { Problem } from "./people/Problem";
import { useDeed } from "./people/useDeed";

interface Props {
  code: string; // of the system
  label: string;
  about?: string; // what makes the label one of its kind, for what is read aloud
  title: string;
  sure: string; // the words on the button that does it
  deed: () => Deed | null; // null: something is still to be filled in
  onOpen?: () => void;
  onDone?: () => void;
  children: ReactNode;
}

export function Confirm({ code, label, about, title, sure, deed, onOpen, onDone, children }: Props) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem, clear } = useDeed(code);
  function close(): void {
    setOpen(false);
    clear();
  }
  async function go(): Promise<void> {
    const body = deed();
    if (body === null || !(await run(body))) return;
    close();
    onDone?.();
  }
  return (
    <>
      <button
        type="button"
        className="plain-button"
        aria-haspopup="dialog"
        onClick={() => {
          onOpen?.();
          setOpen(true);
        }}
      >
        {label}
        {about && <span className="nhsuk-u-visually-hidden">: {about}</span>}
      </button>
      <Dialog title={title} open={open} onClose={close}>
        <form
          className="deed-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void go();
          }}
        >
          {children}
          <Problem problem={problem} />
          <button type="submit" className="nhsuk-button deed-form__go" aria-disabled={busy}>
            {busy ? "Sending…" : sure}
          </button>
        </form>
      </Dialog>
    </>
  );
}
