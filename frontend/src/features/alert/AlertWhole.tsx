// An alert as it is now: the live picture's, or the service's answer where that has none any more.
import { useCallback } from "react";
import { takeMatter } from "../../api/client";
import type { Alert, Session } from "../../api/types";
import type { Matters } from "../../live/matters";
import { boardAddress, organisationAddress } from "../../ui/address";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import { AlertBrief } from "../../ui/people/AlertBrief";
import type { Whole } from "../../ui/people/LivePage";
import { LogLines } from "../../ui/people/LogLines";
import { siteContact } from "../../ui/people/site";
import { wantedOf } from "../../ui/people/wanted";
import { unitsOf } from "../../ui/position/names";
import type { Scene } from "../../ui/position/scene";
import { useTaken } from "../../ui/useTaken";
import { Answer } from "./Answer";
import { Pages } from "./Pages";
import { Steps } from "./Steps";

export function AlertWhole({
  board,
  live,
  truth,
  scene,
  id,
  session,
}: Whole & { id: string; session: Session }) {
  const take = useCallback(() => takeMatter(scene.system, id), [scene.system, id]);
  const known = live.matters[id];
  const taken = useTaken(take, truth.kind === "not-live" ? null : String(known?.v ?? 0));
  const alert = newest(known, taken.value?.matter);
  if (!alert) {
    if (taken.failed === "unknown") return <NoSuch scene={scene} name={board.tree.name} />;
    if (taken.failed) return <Failed {...taken} failed={taken.failed} what="This alert" />;
    return <p aria-busy="true">Fetching…</p>;
  }
  const unit = unitsOf(board.tree).find(({ code }) => code === alert.unit);
  const site = unit ? siteContact(unit, live.matters, scene.now) : null;
  return (
    <>
      <section className="panel" aria-label="In brief">
        <AlertBrief
          {...{ alert, site }}
          clock={scene}
          wanted={sayWanted(alert, live.matters, session.id, scene)}
        />
        <Answer {...{ alert, scene }} reader={session.id} />
        {unit && (
          <p>
            <Link to={organisationAddress(scene.system, unit.code)}>All figures of {unit.name}</Link>
          </p>
        )}
      </section>
      <section className="panel" aria-labelledby="alert-steps">
        <h2 className="panel__title" id="alert-steps">
          Who is called, and when
        </h2>
        <Steps alert={alert} />
      </section>
      <section className="panel" aria-labelledby="alert-pages">
        <h2 className="panel__title" id="alert-pages">
          Every call and message
        </h2>
        {taken.failed && <Failed {...taken} failed={taken.failed} what="The attempts" />}
        <Pages {...{ alert, scene }} attempts={taken.value?.attempts ?? []} />
      </section>
      <section className="panel" aria-labelledby="alert-log">
        <h2 className="panel__title" id="alert-log">
          What happened, newest first
        </h2>
        <LogLines kind="alert" log={alert.log} zone={scene.zone} now={scene.now} />
      </section>
    </>
  );
}

function newest(...held: ({ kind: string; v: number } | undefined)[]): Alert | null {
  const alerts = held.filter((one): one is Alert => one?.kind === "alert");
  return alerts.sort((a, b) => b.v - a.v)[0] ?? null;
}

/** Of the reader, about this alert and the unit it is about. */
function sayWanted(alert: Alert, matters: Matters, reader: string, scene: Scene): string | null {
  const all = wantedOf({ ...matters, [alert.id]: alert }, reader, scene.system, scene);
  const own = all.find(({ matter }) => matter === alert.id);
  if (!own) return null;
  return alert.holder?.id === reader ? own.words : "say whether you have it";
}

function NoSuch({ scene, name }: { scene: Scene; name: string }) {
  return (
    <section className="panel" aria-labelledby="no-alert">
      <h2 className="panel__title" id="no-alert">
        There is no such alert here
      </h2>
      <p>
        The address may be wrong, or the alert of another system. Alerts in progress are under Now on{" "}
        <Link to={boardAddress(scene.system)}>the board of {name}</Link>.
      </p>
    </section>
  );
}
