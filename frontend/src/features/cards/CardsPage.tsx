// The action cards of a system, or of one organisation: what is to be done, by whom, by when.
import { LivePage } from "../../ui/people/LivePage";
import { readerOf } from "../../ui/people/room";
import type { CardsPageProps } from "../pages";
import { Cards } from "./Cards";

export function CardsPage({ live, trouble, session, leave, unit, card }: CardsPageProps) {
  return (
    <LivePage title="Action cards" {...{ live, trouble, session, leave }}>
      {(whole) => <Cards {...whole} {...{ unit, card }} reader={readerOf(session, whole.scene.system)} />}
    </LivePage>
  );
}
