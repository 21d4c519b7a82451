// An alert on a phone: what it is in ten seconds, and the buttons that answer it.
import type { Alert, Opened } from "../../api/types";
import { PageHeading } from "../../ui/PageHeading";
import { AlertBrief } from "../../ui/people/AlertBrief";
import { alertTitle } from "../../ui/people/alertWords";
import { AnswerPanel } from "./AnswerPanel";
import type { Pressing } from "./useLink";
import { useServiceNow } from "./useServiceNow";

interface Props {
  link: Pressing;
  opened: Opened;
  alert: Alert;
}

export function AlertLink({ link, opened, alert }: Props) {
  const now = useServiceNow(opened, link.at);
  return (
    <>
      <PageHeading className="nhsuk-u-visually-hidden">{alertTitle(alert)}</PageHeading>
      <AlertBrief alert={alert} clock={{ zone: opened.timezone, now }} wanted={null} site={siteOf(alert)} />
      <AnswerPanel {...{ link, opened, alert, now }} />
    </>
  );
}

/** Whom to ring there, as the alert names them: the unit's site manager when it began. */
function siteOf({ contact }: Alert) {
  return contact ? { person: contact, title: "site manager" } : null;
}
