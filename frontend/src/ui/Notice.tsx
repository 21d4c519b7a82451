// A page that has one thing to say: what is the matter and what to do next.
import { type ReactNode, useEffect } from "react";

export function Notice({
  title,
  children,
  busy = false,
}: {
  title: string;
  children?: ReactNode;
  busy?: boolean;
}) {
  useEffect(() => {
    document.title = `${title} · Surgeline`;
  }, [title]);
  return (
    <main className="notice" id="main" aria-busy={busy}>
      <h1 className="nhsuk-heading-l">{title}</h1>
      {children}
    </main>
  );
}
