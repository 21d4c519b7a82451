import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HEADING, turned } from "./planCsv";

const line = "RD8-MKH,ed.attendances_since_midnight,mon,8,41.5,Trust plan";

describe("a plan as CSV", () => {
  it("becomes one line of the list for each line", () => {
    expect(turned(`${HEADING}\r\n${line}\r\n`)).toEqual({
      count: 1,
      lines:
        "- {unit: RD8-MKH, metric: ed.attendances_since_midnight, on: mon, hour: 8, value: 41.5, source: Trust plan}\n",
    });
  });

  it("may have its columns in another order, cells in quotes, and days and hours as a spreadsheet has them", () => {
    const csv = `\uFEFFSource,Unit,Metric,Hour,On,Value\n"Plan ""A"", of the trust",RD8-MKH,ed.dta,08:00,12/01/2026,3\n,,,,,\nx,RD8-MKH,ed.dta,24,Weekends,0\nx,RD8-MKH,ed.dta,0,Tuesday,1`;
    expect(turned(csv)).toEqual({
      count: 3,
      lines: [
        '- {unit: RD8-MKH, metric: ed.dta, on: 2026-01-12, hour: 8, value: 3, source: "Plan \\"A\\", of the trust"}\n',
        "- {unit: RD8-MKH, metric: ed.dta, on: weekends, hour: 24, value: 0, source: x}\n",
        "- {unit: RD8-MKH, metric: ed.dta, on: tue, hour: 0, value: 1, source: x}\n",
      ].join(""),
    });
  });

  it("is refused whole, each line that is wrong with its number", () => {
    const csv = [
      HEADING,
      line,
      "RD8-MKH,ed.dta,mon,25,1,x",
      "RD8-MKH,ed.dta,mon,,,x",
      "RD8-MKH,ed.dta,mon,1,many,x",
    ];
    expect(turned(csv.join("\n"))).toEqual({
      faults: [
        { line: 3, reason: "the hour is a whole number from 0 to 24" },
        { line: 4, reason: "hour, value are empty" },
        { line: 5, reason: "the value is no number" },
      ],
    });
  });

  it("counts lines as an editor does where a cell in quotes holds several", () => {
    expect(turned(`${HEADING}\nU,m.x,mon,1,1,"two\nlines"\nU,m.x,mon,99,1,x`)).toEqual({
      faults: [{ line: 4, reason: "the hour is a whole number from 0 to 24" }],
    });
  });

  it.each([
    ["", "the first line must name the columns: unit,metric,on,hour,value,source"],
    [
      "unit,metric,on,hour,value\nU,m.x,mon,1,1",
      "the first line must name the columns: unit,metric,on,hour,value,source",
    ],
    [HEADING, "there is no line below the heading"],
    [`${HEADING}\nU,m.x,mon,1,1,a,b`, "there are more cells than columns: put what has a comma in quotes"],
    [`${HEADING}\nU,m.x,mon,1,1,"a`, "a quote does not close"],
    [`${HEADING}\nU,m.x,mon,1,1,"a"b`, "a quote does not close"],
  ])("says what is wrong with %j", (csv, reason) => {
    const found = turned(csv);
    expect("faults" in found && found.faults.map((fault) => fault.reason)).toEqual([reason]);
  });

  it("is read or refused, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        const found = turned(`${HEADING}\n${rest}`);
        return "faults" in found ? found.faults.length > 0 : found.count > 0;
      }),
    );
  });
});
