// A handover of the system: the pack, the givers' words and signatures, and the receiver's reading back.
import { LivePage, type Whole } from "../../ui/people/LivePage";
import { readerOf } from "../../ui/people/room";
import type { HandoverPageProps } from "../pages";
import { InHand } from "./InHand";
import { NoneYet } from "./NoneYet";
import { useHandover } from "./useHandover";

export function HandoverPage({ live, trouble, session, leave, handover }: HandoverPageProps) {
  return (
    <LivePage title="Handover" {...{ live, trouble, session, leave }}>
      {(whole) => <Found {...whole} id={handover} session={session} />}
    </LivePage>
  );
}

function Found({
  id,
  session,
  ...whole
}: Whole & { id: string | null } & Pick<HandoverPageProps, "session">) {
  const { scene, live, truth } = whole;
  const found = useHandover(scene, live, truth, id);
  if (found.handover) {
    return <InHand {...whole} handover={found.handover} reader={readerOf(session, scene.system)} />;
  }
  return <NoneYet {...found} id={id} system={scene.system} own={whole.board.disclosure === "level"} />;
}
