// A chart of one metric over a stretch of time: the only file that makes one. What it says is also said in words.
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useMedia } from "../useMedia";
import { inksOf } from "./inks";
import { type Drawn, HEIGHT, optionsOf } from "./options";
import type { Plot } from "./plot";

interface Props {
  plot: Plot;
  name: string; // what a person who cannot see it is told
  zone: string;
  say: (figure: number) => string;
  onLook: (moment: number | null) => void; // where the pointer is, in seconds
  cut: boolean; // not live: drawn in grey
}

export function TimeLine({ plot, name, zone, say, onLook, cut }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const asked = useRef<Omit<Drawn, "inks">>({ plot, zone, say, look: onLook });
  const inks = useRef<Drawn["inks"]>(null);
  const scheme = useScheme();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const drawn = () => {
      inks.current ??= inksOf(element);
      return { ...asked.current, inks: inks.current };
    };
    chart.current = made(element, drawn);
    const unwatch = keepWide(chart.current, element);
    return () => {
      unwatch();
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    asked.current = { plot, zone, say, look: onLook };
    chart.current?.setData(dataOf(plot));
  }, [plot, zone, say, onLook]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours on the page are others when these change
  useEffect(() => {
    inks.current = null;
    chart.current?.redraw(false, true);
  }, [scheme, cut]);
  return <div className="chart__plot" ref={box} role="img" aria-label={name} />;
}

function made(element: HTMLElement, drawn: () => Drawn): uPlot {
  return new uPlot(optionsOf(drawn, element.clientWidth), dataOf(drawn().plot), element);
}

function keepWide(chart: uPlot, element: HTMLElement): () => void {
  const watcher = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== chart.width) chart.setSize({ width, height: HEIGHT });
  });
  watcher.observe(element);
  return () => watcher.disconnect();
}

function dataOf({ xs, standing, queried }: Plot): uPlot.AlignedData {
  return [xs, standing, queried];
}

/** Changes when colours may have: dark or light, forced, on paper. */
function useScheme(): string {
  const dark = useMedia("(prefers-color-scheme: dark)");
  const forced = useMedia("(forced-colors: active)");
  const paper = useMedia("print");
  return `${dark} ${forced} ${paper}`;
}
