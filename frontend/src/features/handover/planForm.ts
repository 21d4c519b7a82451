// "If this happens by then, who does what" as it is being typed: what is wrong, and what is sent. Pure.
import type { Deed, Handover, Plan } from "../../api/types";
import { localOf, momentOf } from "../../ui/zoned";

export interface Draft {
  n: number | null; // null: a new one
  condition: string;
  by: string; // local
  who: string;
  what: string;
}

export type Wrong = Partial<Record<keyof Draft, string>>;
type PlanDeed = Extract<Deed, { do: "plan_handover" }>;
const LONGEST = 160;

export function draftOf(plan: Plan | null, zone: string): Draft {
  if (!plan) return { n: null, condition: "", by: "", who: "", what: "" };
  const { n, condition, who, what, by } = plan;
  return { n, condition, who, what, by: localOf(by, zone) };
}

export function wrongIn(draft: Draft, zone: string): Wrong {
  const wrong: Wrong = {};
  for (const [field, said] of [
    ["condition", "Say what may happen"],
    ["who", "Say who acts"],
    ["what", "Say what they do"],
  ] as const) {
    const length = draft[field].trim().length;
    if (length === 0) wrong[field] = said;
    else if (length > LONGEST) wrong[field] = `At most ${LONGEST} characters: this has ${length}`;
  }
  if (momentOf(draft.by, zone) === null) wrong.by = draft.by ? "There is no such time" : "Say by when";
  return wrong;
}

export function planDeed({ id, v }: Pick<Handover, "id" | "v">, draft: Draft, zone: string): PlanDeed | null {
  const by = momentOf(draft.by, zone);
  if (by === null || Object.keys(wrongIn(draft, zone)).length > 0) return null;
  return {
    do: "plan_handover",
    matter: id,
    n: draft.n,
    condition: draft.condition.trim(),
    by: new Date(by).toISOString(),
    who: draft.who.trim(),
    what: draft.what.trim(),
    seen: v,
  };
}

/** A plan that says nobody does anything is no plan: the service takes it off. */
export function removal({ id, v }: Pick<Handover, "id" | "v">, { n, condition, by, who }: Plan): PlanDeed {
  return { do: "plan_handover", matter: id, n, condition, by, who, what: "", seen: v };
}
