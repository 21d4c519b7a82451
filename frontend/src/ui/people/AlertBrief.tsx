// An alert in ten seconds, on a phone: who and how bad, why, how sure, whom to ring there, who was told.
import type { Alert, Person } from "../../api/types";
import { LevelMark, type Mark } from "../LevelMark";
import { Moment } from "../Moment";
import { alertLine, type Clock } from "./alertWords";
import { Call } from "./PersonLine";
import { toldInWords, toldOf } from "./toldWords";

interface Props {
  alert: Alert;
  clock: Clock;
  wanted: string | null; // of the reader; null: nothing
  site: { person: Person; title: string } | null; // whom to ring there
}

export function AlertBrief({ alert, clock, wanted, site }: Props) {
  const { because, sure, about, cause } = alert;
  const told = toldOf(alert);
  const { words, warns } = alertLine(alert, clock, true);
  const why = because.join(", ");
  return (
    <div className="alert-brief">
      <Who {...{ alert, clock }} />
      {cause !== "calculated" && <p>{about}</p>}
      {why && <Told lead="Why">{why}</Told>}
      {sure && <Told lead="Sure">{sure}</Told>}
      {wanted && (
        <Told lead="Wanted from you">
          <strong>{wanted}</strong>
        </Told>
      )}
      {site && (
        <Told lead="Site">
          {site.person.name}, {site.title} <Call person={site.person} />
        </Told>
      )}
      <Told lead="Told">
        {told.length > 0 ? told.map((one) => toldInWords(one, clock)).join(" · ") : "nobody yet"}
      </Told>
      <p className={warns ? "people__alert--warns" : ""} role="status">
        <span className="brief__lead">Now:</span> {words}
      </p>
    </div>
  );
}

function Told({ lead, children }: { lead: string; children: React.ReactNode }) {
  return (
    <p>
      <span className="brief__lead">{lead}:</span> {children}
    </p>
  );
}

function Who({
  alert: { where, level, was, since, closed_at },
  clock: { zone, now },
}: Omit<Props, "wanted" | "site">) {
  const mark = levelMark(level);
  return (
    <p className="alert-brief__who">
      <strong>{where}</strong>{" "}
      {mark !== null && (
        <>
          <LevelMark mark={mark} size="small" hollow={closed_at != null} /> <strong>OPEL {mark}</strong>{" "}
        </>
      )}
      since <Moment at={since} zone={zone} now={now} />
      {was !== null && was !== level && ` (was ${was})`}
    </p>
  );
}

function levelMark(level: number | null): Mark | null {
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : null;
}
