// Which key means what on a page, and when it means nothing. Pure.

export interface Press {
  key: string;
  modified: boolean; // Ctrl, Alt or the command key is held down
  typing: boolean; // the reader is writing, or choosing from a list
  dialog: boolean; // a dialog is in front of the page
}

/** The key as it is to be acted on. Esc always acts; single characters only where they are switched on. */
export function keyMeant({ key, modified, typing, dialog }: Press, on: boolean): string | null {
  if (modified || typing || dialog) return null;
  if (key === "Escape") return key;
  return on && key.length === 1 ? key.toLowerCase() : null;
}

const WRITTEN_IN =
  "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

export function pressOf(event: KeyboardEvent): Press {
  const at = event.target instanceof Element ? event.target : null;
  return {
    key: event.key,
    modified: event.ctrlKey || event.metaKey || event.altKey || event.isComposing,
    typing: at?.closest(WRITTEN_IN) != null,
    dialog: document.querySelector("dialog[open]") !== null,
  };
}
