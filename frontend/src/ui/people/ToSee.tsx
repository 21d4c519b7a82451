// What the reader was told and has not yet said to have seen: the words, and the button that says so.
import type { Told } from "../../api/types";
import { openMatters } from "../../live/matters";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { Problem } from "./Problem";
import { useMatters, useRoom } from "./room";
import { isForReader } from "./toldWords";
import { useDeed } from "./useDeed";

export function ToSee({ scene }: { scene: Scene }) {
  const { reader } = useRoom();
  const notices = openMatters(useMatters(), "notice");
  if (scene.wall || !reader) return null;
  const unseen = notices.filter(({ to }) => isForReader(to, reader.id));
  if (unseen.length === 0) return null;
  return (
    <ul className="to-see" aria-label="You were told">
      {unseen.map((notice) => (
        <OneToSee key={notice.id} {...{ notice, scene }} />
      ))}
    </ul>
  );
}

function OneToSee({ notice, scene }: { notice: Told; scene: Scene }) {
  const { run, busy, problem } = useDeed(scene.system);
  return (
    <li className="to-see__one">
      <p>
        <Moment at={notice.opened_at} zone={scene.zone} now={scene.now} /> {notice.by.name} tells you: “
        {notice.text}”
      </p>
      <button
        type="button"
        className="plain-button"
        aria-disabled={busy}
        onClick={() => void run({ do: "see_notice", matter: notice.id })}
      >
        Seen<span className="nhsuk-u-visually-hidden">: {notice.text}</span>
      </button>
      <Problem problem={problem} />
    </li>
  );
}
