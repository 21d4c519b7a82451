// The rules of a system: every pack with where it is in force; one version whole; versions tried on our own history.
import { type Answer, takePacks } from "../../api/client";
import type { Packs } from "../../api/types";
import { Failed } from "../../ui/Failed";
import { Link } from "../../ui/Link";
import { LivePage } from "../../ui/people/LivePage";
import type { Scene } from "../../ui/position/scene";
import { isSame, type RulesAsked, rulesAddress } from "../../ui/rulesAddress";
import type { RulesPageProps } from "../pages";
import { OnePack } from "./OnePack";
import { PackList } from "./PackList";
import { Trial } from "./Trial";
import { useAsked } from "./useAsked";

export function RulesPage({ asked, ...page }: RulesPageProps) {
  return (
    <LivePage {...page} title="Rules">
      {({ scene }) => <Shown {...{ asked, scene }} code={page.code} />}
    </LivePage>
  );
}

interface ShownProps {
  code: string;
  asked: RulesAsked;
  scene: Scene;
}

function Shown({ code, asked, scene }: ShownProps) {
  const [answer, again] = useAsked<Packs>(code, () => takePacks(code));
  return (
    <>
      {asked.show !== "list" && (
        <p className="packs__back">
          <Link to={rulesAddress(code)}>
            <span aria-hidden="true">← </span>All rules
          </Link>
        </p>
      )}
      <Outcome {...{ answer, again, asked, scene }} />
    </>
  );
}

interface OutcomeProps extends Omit<ShownProps, "code"> {
  answer: Answer<Packs> | null;
  again: () => void;
}

function Outcome({ answer, again, asked, scene }: OutcomeProps) {
  if (answer === null)
    return (
      <p className="panel" role="status" aria-busy="true">
        Fetching the rules…
      </p>
    );
  if (!answer.ok && answer.why === "forbidden")
    return (
      <p className="panel" role="status">
        Your account sees levels only. The rules are for those who see the whole board: ask the room lead.
      </p>
    );
  if (!answer.ok) return <Failed what="The rules" failed={answer.why} tryAgain={again} />;
  const packs = answer.value;
  switch (asked.show) {
    case "list":
      return <PackList {...{ packs, scene }} />;
    case "pack": {
      const { of, than } = asked;
      const pack = packs.packs.find((one) => isSame(one, of));
      return pack ? <OnePack {...{ pack, packs, than, scene }} /> : <NotHere />;
    }
    case "trial": {
      const known = asked.trial.versions.every((one) => packs.packs.some((pack) => isSame(pack, one)));
      const { versions } = asked.trial;
      const key = packs.packs.find((pack) => versions.some((one) => isSame(pack, one)))?.group;
      return known ? <Trial key={key} {...{ packs, scene }} asked={asked.trial} /> : <NotHere />;
    }
  }
}

function NotHere() {
  return (
    <p className="panel" role="status">
      There is no such version here. It may have been in another service: look among all rules.
    </p>
  );
}
