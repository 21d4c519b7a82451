// One alert: what is happening, what is wanted, the answer, and every step of it with its time.
import { alertTitle } from "../../ui/people/alertWords";
import { LivePage } from "../../ui/people/LivePage";
import type { AlertPageProps } from "../pages";
import { AlertWhole } from "./AlertWhole";

export function AlertPage({ live, trouble, session, leave, alert: id }: AlertPageProps) {
  const known = live.matters[id];
  const title = known?.kind === "alert" ? alertTitle(known) : "Alert";
  return (
    <LivePage {...{ live, trouble, session, leave, title }}>
      {(whole) => <AlertWhole {...whole} {...{ id, session }} />}
    </LivePage>
  );
}
