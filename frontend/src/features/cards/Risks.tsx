// What risk a card moves, to whom, and who is told and may object.
import type { Card, Risk } from "../../api/types";
import type { Board, Live } from "../../live/picture";
import type { Scene } from "../../ui/position/scene";
import { toldInWords } from "./words";

interface Props {
  risk: Risk;
  card: Card;
  scene: Scene;
  live: Live;
  board: Board;
}

export function Risks({ risk, card, scene, live, board }: Props) {
  return (
    <div className="card__risk">
      <p>
        <strong>Moves risk:</strong> {risk.moves}. <strong>To:</strong> {risk.to}.
      </p>
      <p>
        <strong>May object:</strong>{" "}
        {risk.tell.map((ref) => toldInWords(ref, card, board.tree, live.matters, scene.now)).join("; ")}
      </p>
    </div>
  );
}
