// "as at 14:05", after a level that was true then and may not be now. Nothing while the board keeps up.
import { Moment } from "../Moment";
import type { Scene } from "./scene";

export function AsAt({ scene: { blank, now, zone } }: { scene: Scene }) {
  if (!blank) return null;
  return (
    <>
      {" "}
      as at <Moment at={now} zone={zone} />
    </>
  );
}
