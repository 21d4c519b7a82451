// Planned values: for each organisation and figure its days and hours, one below the other.
import type { Book } from "./book";
import type { Entry } from "./entries";
import { type Plan, plansOf } from "./lists/plans";

export function PlanTables({ all, book }: { all: readonly Entry[]; book: Book }) {
  return plansOf(all, book).map((plan) => <PlanTable key={plan.key} plan={plan} />);
}

function PlanTable({ plan: { name, source, hours, rows } }: { plan: Plan }) {
  return (
    <section
      className="plan"
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <caption>
          {name} <span className="plan__source">Source: {source}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {hours.map((hour) => (
              <th scope="col" key={hour}>
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ day, values }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {values.map((value, i) => (
                <td key={hours[i]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
