// A modal dialog with its title and its Close, and a button that opens one. Knows nothing of what it says.
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Esc closes it and focus goes back to where it was: the browser sees to both. Empty while closed. */
export function Dialog({ title, open, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titled = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby={titled} onClose={onClose}>
      {open && (
        <>
          <div className="dialog__top">
            <h2 className="dialog__title" id={titled}>
              {title}
            </h2>
            <button type="button" className="plain-button" onClick={onClose}>
              Close
            </button>
          </div>
          {children}
        </>
      )}
    </dialog>
  );
}

export function DialogButton({
  label,
  title,
  children,
}: {
  label: string;
  title: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        {children}
      </Dialog>
    </>
  );
}
