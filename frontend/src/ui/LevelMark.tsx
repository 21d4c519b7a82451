// A level as number, shape and colour in one mark. Says nothing about how sure it is.
import type { ReactElement } from "react";

export type Mark = 1 | 2 | 3 | 4 | "?" | "none";

const SHAPES: Record<Mark, { shape: ReactElement; text: string; y: number; name: string }> = {
  1: { shape: <circle cx="24" cy="24" r="21" />, text: "1", y: 33, name: "OPEL 1" },
  2: { shape: <path d="M24 3 46 43H2Z" />, text: "2", y: 39, name: "OPEL 2" },
  3: { shape: <path d="M24 1 47 24 24 47 1 24Z" />, text: "3", y: 33, name: "OPEL 3" },
  4: { shape: <path d="M4 4h40v40H4Z" />, text: "4", y: 33, name: "OPEL 4" },
  "?": { shape: <circle cx="24" cy="24" r="20" />, text: "?", y: 33, name: "Level not known" },
  none: { shape: <path d="M4 4h40v40H4Z" />, text: "–", y: 32, name: "Not assessed" },
};

export function markOf(picture: { assessed: boolean; stated: boolean; level: number | null } | null): Mark {
  if (!picture?.assessed) return "none";
  if (!picture.stated) return "?";
  const { level } = picture;
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : "?";
}

/** What could be worse has a broken edge. */
export function edgeOf(picture: { level: number | null; ceiling: number } | null): "broken" | "whole" {
  return picture && picture.level !== null && picture.ceiling > picture.level ? "broken" : "whole";
}

interface Props {
  mark: Mark;
  edge?: "broken" | "whole";
  size?: "small" | "medium" | "large";
  hollow?: boolean; // as it was when last known, not as it is
}

export function LevelMark({ mark, edge = "whole", size = "medium", hollow = false }: Props) {
  const { shape, text, y, name } = SHAPES[mark];
  return (
    <svg
      className={`mark mark--${mark === "?" ? "unknown" : mark} mark--${size} mark--${edge}${hollow ? " mark--hollow" : ""}`}
      viewBox="0 0 48 48"
      role="img"
      aria-label={hollow && mark !== "none" ? `${name}, as last known` : name}
    >
      {shape}
      <text x="24" y={y} textAnchor="middle">
        {text}
      </text>
    </svg>
  );
}
