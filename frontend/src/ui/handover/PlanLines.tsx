// What is planned: if this happens by then, who does what. Each may have its tools.
import type { ReactNode } from "react";
import type { Plan } from "../../api/types";
import { Moment } from "../Moment";

interface Props {
  plans: readonly Plan[];
  zone: string;
  now: number;
  tools?: (plan: Plan) => ReactNode;
}

export function PlanLines({ plans, zone, now, tools }: Props) {
  if (plans.length === 0) return <p className="strip__quiet">Nothing is planned for what may come.</p>;
  return (
    <ol className="plans">
      {plans.map((plan) => (
        <li key={plan.n}>
          <span>
            If <strong>{plan.condition}</strong> by <Moment at={plan.by} zone={zone} now={now} />, then{" "}
            <strong>{plan.who}</strong>: {plan.what}
            <span className="quoted__by"> ({plan.written_by.name})</span>
          </span>
          {tools?.(plan)}
        </li>
      ))}
    </ol>
  );
}
