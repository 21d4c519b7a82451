// Type as large as lets the whole page be seen at once: nobody can scroll a wall.
import { useEffect } from "react";

const LARGEST = 50; // in twentieths of a hundredth of the screen's width
const SMALLEST = 10;

export function useFit(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const root = document.documentElement;
    let fitted = "";
    function fit(): void {
      const shape = `${innerWidth} ${innerHeight} ${root.scrollHeight}`;
      if (shape === fitted) return; // this is the change that fitting itself made
      for (let size = LARGEST; size >= SMALLEST; size -= 1) {
        root.style.setProperty("--wall-type", `${size / 20}vw`);
        if (root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth) break;
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
