// Somebody's words, as theirs: quoted, with who wrote them and when.
import type { Words } from "../../api/types";
import { Moment } from "../Moment";

export function Quoted({ words, zone, now }: { words: Words; zone: string; now: number }) {
  return (
    <blockquote className="quoted">
      <p>“{words.text}”</p>
      <footer className="quoted__by">
        {words.by.name}, <Moment at={words.at} zone={zone} now={now} />
      </footer>
    </blockquote>
  );
}
