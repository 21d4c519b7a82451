// What App gives each page: the live picture, whose system it is, who reads. Shapes only.
import type { ComponentType, ReactNode } from "react";
import type { Levels, Session, Snapshot } from "../api/types";
import type { Ended } from "../live/connect";
import type { Watched } from "../live/useLive";
import type { ConfigurationAsked } from "../ui/address";
import type { RulesAsked } from "../ui/rulesAddress";

/** `live` and `trouble` beside these: one connection serves every page of a system. */
export interface LivePageProps extends Watched {
  code: string; // the system's, as in the address
  session: Session; // who reads; `session.id` is a person's id in matters
  leave: ReactNode; // the way out
}

export interface AlertPageProps extends LivePageProps {
  alert: string; // the matter's id
}

export interface CardsPageProps extends LivePageProps {
  unit: string | null; // null: of every organisation
  card: string | null; // the matter to open at
}

export interface HoursPageProps extends LivePageProps {
  over: string | null; // which days, as in the address; null: the last ones
}

export interface RulesPageProps extends LivePageProps {
  asked: RulesAsked; // the list, one version, or versions tried on a history
}

export interface ConfigurationPageProps extends LivePageProps {
  asked: ConfigurationAsked; // a list to open at, rules to put in use
}

/** The board of a moment: everything about it is the past, and nobody can act in it. */
export interface PastBoardProps {
  snapshot: Snapshot;
  levels: Levels | null; // of the day before it and after; null: they could not be fetched
  above: ReactNode;
  session: Session;
  leave: ReactNode;
}

export interface LookBackPageProps {
  code: string;
  at: string; // as in the address
  session: Session;
  leave: ReactNode;
  ended: (why: Ended) => void;
  board: ComponentType<PastBoardProps>; // the board's own parts, which are a feature of their own
}

export type RotaPageProps = LivePageProps;

export interface HandoverPageProps extends LivePageProps {
  handover: string | null; // null: the one in hand, else the last
}

export interface LinkPageProps {
  token: string;
}
