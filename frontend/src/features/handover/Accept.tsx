// The receiver's part: reading back, and accepting. What has moved meanwhile is shown, and read back again.
import type { Handover } from "../../api/types";
import { ReadBackSteps } from "../../ui/handover/ReadBackSteps";
import type { Scene } from "../../ui/position/scene";
import { useAccept } from "./useAccept";

interface Props {
  id: string;
  handover: Handover;
  scene: Scene;
}

export function Accept({ id, handover, scene }: Props) {
  const { pack, busy, problem, accept } = useAccept(scene.system, handover);
  return (
    <section className="panel panel--accept" aria-labelledby={id}>
      <h2 className="panel__title" id={id} tabIndex={-1}>
        Read back and accept
      </h2>
      <ReadBackSteps onAccept={accept} {...{ pack, busy, problem }} />
    </section>
  );
}
