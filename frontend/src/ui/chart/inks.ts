// The colours of a chart as the stylesheet has them now: canvas cannot use CSS variables itself.
export interface Inks {
  line: string;
  dot: string;
  paper: string;
  ink: string;
  grid: string;
  bands: readonly string[]; // calm to worst
  font: string;
}

export function inksOf(element: Element): Inks {
  const style = getComputedStyle(element);
  const ink = (name: string) => style.getPropertyValue(name).trim();
  return {
    line: ink("--bar"),
    dot: ink("--worse"),
    paper: ink("--paper"),
    ink: ink("--ink-quiet"),
    grid: ink("--line"),
    bands: [0, 1, 2, 3].map((step) => ink(`--band-${step}`)),
    font: `12px ${style.fontFamily}`,
  };
}
