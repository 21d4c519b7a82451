// A link inside the board: an ordinary address, opened without loading the page again.
import type { MouseEvent, ReactNode } from "react";
import { goTo } from "./address";

export function Link({ to, children }: { to: string; children: ReactNode }) {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  }
  return (
    <a className="nhsuk-link" href={to} onClick={follow}>
      {children}
    </a>
  );
}
