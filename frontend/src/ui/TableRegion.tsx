// A table in a region of its own, which scrolls where the table is too wide or too long, by keyboard too.
import type { ReactNode } from "react";

interface Props {
  name: string;
  kind: "parameters" | "plain";
  short?: boolean; // scrolls rather than growing long
  children: ReactNode;
}

export function TableRegion({ name, kind, short = false, children }: Props) {
  return (
    <section
      className={`table table--${kind}${short ? " table--short" : ""}`}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table>{children}</table>
    </section>
  );
}
