// A handover on a phone: the pack with what matters open, and the receiver's reading back.
import type { Handover, Opened } from "../../api/types";
import { Accepted, PositionOfPack } from "../../ui/handover/Accepted";
import { PackSections } from "../../ui/handover/PackSections";
import { PlanLines } from "../../ui/handover/PlanLines";
import { type Came, ReadBackSteps } from "../../ui/handover/ReadBackSteps";
import { PageHeading } from "../../ui/PageHeading";
import type { Pressing } from "./useLink";
import { useServiceNow } from "./useServiceNow";

const SOMETHING_MOVED = 409;
const READ_BACK = "read-back";

interface Props {
  link: Pressing;
  opened: Opened;
  handover: Handover;
}

export function HandoverLink({ link, opened, handover }: Props) {
  const now = useServiceNow(opened, link.at);
  const zone = opened.timezone;
  async function accept(given: { read_back: string[]; seq: number }): Promise<Came> {
    const status = await link.press({ do: "accept_handover", matter: handover.id, ...given });
    if (status === 200) return "accepted";
    return status === SOMETHING_MOVED ? "stale" : "failed";
  }
  return (
    <>
      <PageHeading className="link__name">Handover to you as {handover.to_title}</PageHeading>
      <Accepted {...{ handover, zone, now }} />
      <PositionOfPack {...{ handover, zone, now }} />
      {!handover.closed_at && (
        <a className="nhsuk-link" href={`#${READ_BACK}`}>
          Go to reading back
        </a>
      )}
      <h2 className="nhsuk-u-visually-hidden">What is handed over</h2>
      <PackSections {...{ handover, zone, now }} brief addressOf={() => null} nameOf={(code) => code} />
      <h2 className="pack__title">Plans</h2>
      <PlanLines plans={handover.plans} {...{ zone, now }} />
      {!handover.closed_at && (
        <>
          <h2 className="pack__title" id={READ_BACK}>
            Read back and accept
          </h2>
          <ReadBackSteps
            pack={handover.pack}
            busy={link.sending !== null}
            problem={link.problem}
            onAccept={accept}
          />
        </>
      )}
    </>
  );
}
