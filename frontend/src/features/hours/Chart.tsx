// One row of bars for each organisation, in its place; each level by its colour, its pattern and its number.
import { useState } from "react";
import type { Bucket, Hours, HoursRow } from "../../api/types";
import { Bars, Patterns, Swatch } from "./Bars";
import { HoursTable } from "./HoursTable";
import { dayWords } from "./ranges";
import { isKnown, lasted, longestOf, NAMES, type Share, STACKED, totalOf } from "./shares";

export function Chart({ hours }: { hours: Hours }) {
  const [tables, setTables] = useState(false);
  const shown = hours.rows.filter(isKnown);
  const others = hours.rows.filter((row) => !isKnown(row));
  return (
    <>
      <Patterns />
      <Legend />
      <button
        type="button"
        className="plain-button hours__switch"
        aria-pressed={tables}
        onClick={() => setTables(!tables)}
      >
        Show as tables too
      </button>
      <Since hours={hours} />
      <ul className="hours__rows">
        {shown.map((row) => (
          <Row key={row.code} {...{ row, tables }} buckets={hours.buckets} />
        ))}
      </ul>
      {others.length > 0 && (
        <p className="hours__others">
          No level in these days: {others.map(({ short }) => short).join(", ")}.
        </p>
      )}
    </>
  );
}

function Legend() {
  return (
    <ul className="hours__legend" aria-hidden="true">
      {[...STACKED].reverse().map((share) => (
        <li key={share}>
          <Swatch share={share} /> {NAMES[share]}
        </li>
      ))}
    </ul>
  );
}

/** Before the journal began nothing is known: that is not calm. */
function Since({ hours: { first_at, buckets } }: { hours: Hours }) {
  const begins = buckets[0]?.from;
  if (!first_at || !begins || first_at.slice(0, 10) <= begins) return null;
  return <p className="hours__since">Levels are on record from {dayWords(first_at.slice(0, 10), true)}.</p>;
}

interface RowProps {
  row: HoursRow;
  buckets: readonly Bucket[];
  tables: boolean;
}

function Row({ row, buckets, tables }: RowProps) {
  const total = totalOf(row.hours);
  return (
    <li className={`hours__row hours__row--${row.scope}`}>
      <h3 className="hours__name">{row.name}</h3>
      <p className="hours__total dotted">
        {STACKED.filter((share) => total[share] > 0 && share !== "none").map((share) => (
          <Total key={share} {...{ share }} seconds={total[share]} />
        ))}
      </p>
      <Bars {...{ row, buckets }} longest={longestOf(buckets)} />
      <HoursTable {...{ row, buckets, tables }} />
    </li>
  );
}

function Total({ share, seconds }: { share: Share; seconds: number }) {
  return (
    <span className={share === "four" ? "hours__worst" : ""}>
      {NAMES[share]} {lasted(seconds)}
    </span>
  );
}
