// The same hours as a table: for whoever hears the page, on paper, and on the screen where asked for.
import type { Bucket, HoursRow } from "../../api/types";
import { spanWords } from "./Bars";
import { lasted, NAMES, STACKED } from "./shares";

interface Props {
  row: HoursRow;
  buckets: readonly Bucket[];
  tables: boolean; // on the screen as well
}

export function HoursTable({ row, buckets, tables }: Props) {
  return (
    <div className={tables ? "hours__table" : "hours__table hours__table--unseen"}>
      <table>
        <caption className="nhsuk-u-visually-hidden">{row.name}</caption>
        <thead>
          <tr>
            <th scope="col">Days</th>
            {STACKED.map((share) => (
              <th scope="col" key={share}>
                {NAMES[share]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket, i) => (
            <tr key={bucket.from}>
              <th scope="row">{spanWords(bucket)}</th>
              {STACKED.map((share) => (
                <td key={share}>{lasted(row.hours[i]?.[share] ?? 0) || "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
