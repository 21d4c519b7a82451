// Somebody with their seat and the number to ring; nobody is said too.
import type { Person } from "../../api/types";
import { dialled, phoneInWords } from "./who";

interface Props {
  person: Person | null;
  title?: string | null | undefined; // of their seat
  call?: boolean; // a button-like link that rings, for a thumb
}

export function PersonLine({ person, title = null, call = false }: Props) {
  if (!person) return <span className="person person--nobody">nobody{title && ` as ${title}`}</span>;
  return (
    <span className="person">
      {person.name}
      {title && `, ${title}`}
      {person.phone && !call && (
        <>
          , <Phone phone={person.phone} />
        </>
      )}
      {call && (
        <>
          {" "}
          <Call person={person} />
        </>
      )}
    </span>
  );
}

/** `plain`: to be read, where nothing can be pressed. */
export function Phone({ phone, plain = false }: { phone: string; plain?: boolean }) {
  const to = dialled(phone);
  const words = phoneInWords(phone);
  if (to === null || plain) return <span className="phone">{words}</span>;
  return (
    <a className="phone" href={to}>
      {words}
    </a>
  );
}

/** [Call], with whom it rings in its name. Without a number it says so. */
export function Call({ person }: { person: Person }) {
  const to = dialled(person.phone);
  if (to === null) return <span className="person__quiet">no number held</span>;
  return (
    <a className="call" href={to}>
      Call<span className="nhsuk-u-visually-hidden"> {person.name}</span>
    </a>
  );
}
