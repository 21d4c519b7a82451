// Gives the focus back to what opened "why", once that is closed. Nowhere else, and never from something that has it.

export const HOW_IT_CAME = "how-it-came";

/** To the link that leads to `address`, else to the one to how the level now came to be, else to the page's name. */
export function focusOpener(address: string): void {
  const page = document.querySelector("main.organisation");
  if (!page || document.activeElement !== document.body) return;
  const opener = [...page.querySelectorAll("a")].find((link) => link.getAttribute("href") === address);
  const instead = page.querySelector<HTMLElement>(`#${HOW_IT_CAME} a`) ?? document.querySelector("h1");
  (opener ?? instead)?.focus();
}
