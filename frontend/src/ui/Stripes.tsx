// The border and the word that keep a simulation or an exercise from being taken for real.
import type { ReactNode } from "react";
import type { Mode } from "../api/types";

export function Stripes({ mode, children }: { mode: Mode | null; children: ReactNode }) {
  if (mode === null || mode === "live") return children;
  return (
    <div className={`stripes stripes--${mode}`}>
      <div className="stripes__inside">{children}</div>
    </div>
  );
}

export function ModeWord({ mode }: { mode: Mode }) {
  if (mode === "live") return null;
  const meaning =
    mode === "simulated" ? "Made-up figures, not a real position" : "An exercise, not a real position";
  return (
    <strong className="mode-word" title={meaning}>
      {mode.toUpperCase()}
    </strong>
  );
}
