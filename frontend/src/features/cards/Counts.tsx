// How many cards are mine, late, nobody's and so on: each count is a filter.
import type { Card } from "../../api/types";
import { FILTERS, type Filter, type Looking, passes } from "./order";

interface Props {
  cards: readonly Card[];
  filter: Filter | null;
  looking: Looking;
  onFilter: (filter: Filter | null) => void;
}

export function Counts({ cards, filter, looking, onFilter }: Props) {
  if (cards.length === 0) return null;
  return (
    <fieldset className="counts card-counts">
      <legend className="nhsuk-u-visually-hidden">Show only</legend>
      {FILTERS.map((one) => (
        <button
          key={one.filter}
          type="button"
          className="count"
          aria-pressed={filter === one.filter}
          onClick={() => onFilter(filter === one.filter ? null : one.filter)}
        >
          {cards.filter((card) => passes(card, one.filter, looking)).length} {one.name}
        </button>
      ))}
    </fieldset>
  );
}
