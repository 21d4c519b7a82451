import { describe, expect, it } from "vitest";
import { tree } from "../../../dev/tree";
import type { Metric } from "../../api/types";
import { bookOf } from "./book";
import { plansOf } from "./lists/plans";

const metric = (title: string): Metric => ({
  title,
  short: title,
  unit: "count",
  worse: "higher",
  places: 0,
});
const metrics = {
  "ed.dta": metric("Patients with a decision to admit"),
  "ed.in_department": metric("ED patients now"),
  "discharge.p1_waiting": metric("Waiting on pathway 1"),
};
const book = bookOf(tree, metrics, [], Date.parse("2026-01-12T14:46:00Z"));

describe("planned values", () => {
  it("are one table for each organisation and figure, days down and hours across", () => {
    const planned = (on: string, hour: number, value: number) => ({
      unit: "RD8-MKH",
      metric: "ed.dta",
      on,
      hour,
      value,
      source: "Plan",
    });
    expect(
      plansOf([planned("mon", 9, 12), planned("2026-01-12", 8, 3.5), planned("mon", 8, 0)], book),
    ).toEqual([
      {
        key: "RD8-MKH ed.dta",
        name: "MKUH: patients with a decision to admit",
        source: "Plan",
        hours: [8, 9],
        rows: [
          { day: "Monday", values: ["0", "12"] },
          { day: "Mon 12 Jan", values: ["3.5", ""] },
        ],
      },
    ]);
  });
});
