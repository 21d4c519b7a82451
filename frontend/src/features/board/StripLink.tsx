// An organisation's name that leads to its strip and opens it. On a wall, and for what is no organisation, a name.
import type { MouseEvent, ReactNode } from "react";
import type { Scene } from "../../ui/position/scene";
import { openerId, useReach } from "./reach";

export function StripLink({ code, scene, children }: { code: string; scene: Scene; children?: ReactNode }) {
  const reach = useReach();
  const words = children ?? scene.names.get(code) ?? code;
  if (scene.wall || !reach.has(code)) return words;
  function follow(event: MouseEvent): void {
    event.preventDefault();
    reach.goTo(code);
  }
  return (
    <a className="strip-link" href={`#${openerId(code)}`} onClick={follow}>
      {words}
    </a>
  );
}
