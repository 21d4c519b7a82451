// Type as large as lets the whole page be seen at once: nobody can scroll a wall.
import { useEffect } from "react";

const LARGEST_VW = 1.5;
const SMALLEST_VW = 0.6;
const STEP_VW = 0.1;

export function useFit(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const root = document.documentElement;
    let fitted = "";
    function fit(): void {
      const shape = `${innerWidth} ${innerHeight} ${root.scrollHeight}`;
      if (shape === fitted) return; // this is the change that fitting itself made
      for (let size = LARGEST_VW; size >= SMALLEST_VW; size -= STEP_VW) {
        root.style.setProperty("--wall-type", `${size.toFixed(1)}vw`);
        if (root.scrollHeight <= innerHeight) break;
      }
      fitted = `${innerWidth} ${innerHeight} ${root.scrollHeight}`;
    }
    const watcher = new ResizeObserver(() => requestAnimationFrame(fit));
    watcher.observe(document.body);
    addEventListener("resize", fit);
    return () => {
      watcher.disconnect();
      removeEventListener("resize", fit);
      root.style.removeProperty("--wall-type");
    };
  }, [on]);
}
