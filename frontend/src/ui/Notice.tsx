// A page that has one thing to say: what is the matter and what to do next.
import { type ReactNode, useEffect } from "react";
import { PageHeading } from "./PageHeading";
import { ModeWord, useModeAround } from "./Stripes";

export function Notice({
  title,
  children,
  busy = false,
}: {
  title: string;
  children?: ReactNode;
  busy?: boolean;
}) {
  const mode = useModeAround();
  useEffect(() => {
    document.title = `${mode ? `${mode.toUpperCase()} · ` : ""}${title} · Surgeline`;
  }, [title, mode]);
  return (
    <main className="notice" id="main" aria-busy={busy}>
      {mode && (
        <p>
          <ModeWord mode={mode} />
        </p>
      )}
      <PageHeading className="nhsuk-heading-l">{title}</PageHeading>
      {children}
    </main>
  );
}
