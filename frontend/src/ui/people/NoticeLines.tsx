// What partners were told, and who has seen it.
import type { Told } from "../../api/types";
import { DialogButton } from "../Dialog";
import { Moment } from "../Moment";
import type { Scene } from "../position/scene";
import { seenCount } from "./toldWords";

export function NoticeLines({ notices, scene }: { notices: readonly Told[]; scene: Scene }) {
  return (
    <ul className="notices" aria-label="What partners were told">
      {notices.map((notice) => (
        <li key={notice.id}>
          <Moment at={notice.opened_at} zone={scene.zone} now={scene.now} /> told by {notice.by.name}: “
          {notice.text}”{" "}
          <DialogButton label={seenCount(notice)} title="Who has seen it">
            <SeenBy {...{ notice, scene }} />
          </DialogButton>
        </li>
      ))}
    </ul>
  );
}

export function SeenBy({ notice, scene: { zone, now } }: { notice: Told; scene: Scene }) {
  return (
    <>
      <p>“{notice.text}”</p>
      <ul className="notices__seen">
        {notice.to.map(({ seat, title, person, seen_at, seen_by }) => (
          <li key={seat}>
            {title}: {person?.name ?? "nobody there, not reached"}
            {person && (
              <strong>
                {" "}
                {seen_at ? (
                  <>
                    seen <Moment at={seen_at} zone={zone} now={now} />
                  </>
                ) : (
                  "not seen yet"
                )}
              </strong>
            )}
            {seen_by && seen_by.id !== person?.id && ` by ${seen_by.name}`}
          </li>
        ))}
      </ul>
    </>
  );
}
