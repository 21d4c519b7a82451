// The rota of a system: who sits where, for a fortnight, and where nobody does.
import { LivePage } from "../../ui/people/LivePage";
import type { RotaPageProps } from "../pages";
import { Rota } from "./Rota";

export function RotaPage({ live, trouble, session, leave }: RotaPageProps) {
  return (
    <LivePage title="Rota" {...{ live, trouble, session, leave }}>
      {(whole) => <Rota {...whole} session={session} />}
    </LivePage>
  );
}
