// One organisation's page: waits for the live picture, then shows it, or what there is instead.
import type { ReactNode } from "react";
import type { Session } from "../../api/types";
import { truthOf } from "../../live/truth";
import type { Watched } from "../../live/useLive";
import type { Asked } from "../../ui/address";
import { Notice } from "../../ui/Notice";
import { Position } from "./Position";
import { placed } from "./placed";
import { Unknown } from "./Unknown";

interface Props extends Watched {
  session: Session;
  unit: string;
  day: string | null;
  why: Asked | null;
  own: readonly string[]; // the units that the reader sends figures for
  leave: ReactNode;
}

export function OrganisationPage({ live, trouble, session, unit, day, why, own, leave }: Props) {
  const truth = truthOf(live);
  if (live.board && truth) {
    const about = placed(live.board.tree, unit);
    if (!about) return <Unknown board={live.board} unit={unit} />;
    return <Position {...{ live, truth, session, about, day, why, own, leave }} board={live.board} />;
  }
  if (trouble === null) return <Notice title="Fetching the position…" busy />;
  return (
    <Notice title="The position cannot be fetched" busy>
      <p>{trouble}</p>
      <p>No figures are shown, because none can be vouched for. The page tries again every second.</p>
    </Notice>
  );
}
