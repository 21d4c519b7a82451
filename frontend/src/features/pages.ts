// What App gives each page: the live picture, whose system it is, who reads. Shapes only.
import type { ReactNode } from "react";
import type { Session } from "../api/types";
import type { Watched } from "../live/useLive";

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

export type RotaPageProps = LivePageProps;

export interface HandoverPageProps extends LivePageProps {
  handover: string | null; // null: the one in hand, else the last
}

export interface LinkPageProps {
  token: string;
}
