// What partners were told, on a phone, and the one button that says it was seen.
import type { Opened, Told } from "../../api/types";
import { LevelMark, markOf } from "../../ui/LevelMark";
import { Moment } from "../../ui/Moment";
import { PageHeading } from "../../ui/PageHeading";
import type { Pressing } from "./useLink";
import { useServiceNow } from "./useServiceNow";

interface Props {
  link: Pressing;
  opened: Opened;
  told: Told;
}

export function NoticeLink({ link, opened, told }: Props) {
  const now = useServiceNow(opened, link.at);
  const zone = opened.timezone;
  const own = told.to.find(({ person }) => person?.id === opened.person.id);
  const busy = link.sending !== null;
  return (
    <>
      <PageHeading className="link__name">
        {told.level !== null && (
          <LevelMark mark={markOf({ assessed: true, stated: true, level: told.level })} size="medium" />
        )}{" "}
        {told.by.name} tells you
      </PageHeading>
      <p className="link__text">{told.text}</p>
      <p className="link__quiet">
        Sent <Moment at={told.opened_at} zone={zone} now={now} />
      </p>
      <section className="link-answer" aria-label="Your answer">
        <div role="status">
          {own?.seen_at && (
            <p className="link-answer__said">
              <strong>
                You have seen it: <Moment at={own.seen_at} zone={zone} now={now} />
              </strong>
            </p>
          )}
        </div>
        {!own?.seen_at && !told.closed_at && (
          <button
            type="button"
            className="big-button big-button--accept"
            aria-disabled={busy}
            onClick={() => void link.press({ do: "see_notice", matter: told.id })}
          >
            {busy ? "Sending…" : "I have seen it"}
          </button>
        )}
        {told.to.length > 1 && (
          <ul className="link__told" aria-label="Who else was told">
            {told.to
              .filter((one) => one !== own)
              .map(({ seat, title, person, seen_at }) => (
                <li key={`${seat} ${person?.id}`}>
                  {person?.name ?? "nobody"}, {title}:{" "}
                  {seen_at ? (
                    <>
                      seen <Moment at={seen_at} zone={zone} now={now} />
                    </>
                  ) : (
                    "not seen yet"
                  )}
                </li>
              ))}
          </ul>
        )}
      </section>
    </>
  );
}
