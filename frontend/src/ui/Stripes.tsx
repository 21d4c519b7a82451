// The border and the word that keep a simulation or an exercise from being taken for real.
import { createContext, type ReactNode, use } from "react";
import type { Mode } from "../api/types";

const Around = createContext<Mode | null>(null);

/** The mode of the border that a page stands in; null: none. */
export function useModeAround(): Mode | null {
  return use(Around);
}

/** Inside another border of the same mode there is only that one. */
export function Stripes({ mode, children }: { mode: Mode | null; children: ReactNode }) {
  const around = useModeAround();
  if (mode === null || mode === "live" || mode === around) return children;
  return (
    <Around value={mode}>
      <div className={`stripes stripes--${mode}`}>
        <div className="stripes__inside">{children}</div>
      </div>
    </Around>
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
