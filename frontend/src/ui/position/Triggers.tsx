// The local triggers of an organisation: those that fire on its strip, all that there is to say of on its own page.
import type { Picture } from "../../api/types";

type Trigger = Picture["triggers"][number];

export function FiringTriggers({ picture }: { picture: Picture }) {
  const firing = picture.triggers.filter(({ fires }) => fires);
  if (firing.length === 0) return null;
  return (
    <ul className="triggers">
      {firing.map((trigger) => (
        <li key={trigger.id} className={`trigger trigger--${trigger.severity}`}>
          <Says trigger={trigger} />
        </li>
      ))}
    </ul>
  );
}

export function LocalTriggers({
  picture,
  heading: Heading = "h4",
}: {
  picture: Picture;
  heading?: "h2" | "h4";
}) {
  if (picture.triggers.length === 0) return null;
  return (
    <>
      <Heading>Local triggers</Heading>
      <ul className="triggers">
        {picture.triggers.map((trigger) => (
          <li key={trigger.id} className={trigger.fires ? `trigger trigger--${trigger.severity}` : "trigger"}>
            <Says trigger={trigger} />
            {!trigger.fires && !trigger.failed && " (cannot be judged now)"}
          </li>
        ))}
      </ul>
    </>
  );
}

function Says({ trigger: { says, provenance } }: { trigger: Trigger }) {
  return (
    <>
      {says} {provenance === "unverified" && <span className="tag">trial</span>}
    </>
  );
}
