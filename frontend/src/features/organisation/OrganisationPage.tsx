// One organisation's page: what is held of it, how its level comes about, its last 24 hours or an earlier day.
import type { ReactNode } from "react";
import type { Ended } from "../../live/connect";
import { Notice } from "../../ui/Notice";

interface Props {
  code: string;
  unit: string;
  day: string | null;
  why: number | null;
  onEnded: (why: Ended) => void;
  leave: ReactNode;
}

export function OrganisationPage({ unit }: Props) {
  return <Notice title={unit} busy />;
}
