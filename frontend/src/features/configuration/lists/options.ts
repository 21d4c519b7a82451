// What select lists of the forms offer: organisations by place, figures by family. Pure.
import { type Book, capital, familiesOf, figureWords } from "../book";
import type { Field, OptionGroup } from "../entries";

export function unitOptions({ units }: Book): OptionGroup[] {
  return [{ label: null, options: units.map(({ code, name }) => ({ value: code, label: name })) }];
}

export function metricOptions(book: Book): OptionGroup[] {
  const families = familiesOf(book.metrics);
  const whole = families.map((family) => `${family}.*`);
  return [
    {
      label: "All of a kind",
      options: whole.map((value) => ({ value, label: capital(figureWords(value, book)) })),
    },
    ...families.map((family) => ({
      label: capital(figureWords(`${family}.*`, book).replace(/^every (.*) figure$/, "$1 figures")),
      options: Object.entries(book.metrics)
        .filter(([id]) => id.startsWith(`${family}.`))
        .map(([value, { title }]) => ({ value, label: title })),
    })),
  ];
}

export const UNIT: Field = { key: "unit", label: "Organisation", kind: "select", options: unitOptions };

export const METRICS: Field = { key: "metrics", label: "Figures", kind: "several", options: metricOptions };

export const DAYS: readonly [string, string][] = [
  ["every_day", "every day"],
  ["weekdays", "Monday to Friday"],
  ["weekends", "Saturday and Sunday"],
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
];

/** "Monday to Friday and Saturday". No days: every day. */
export function dayNames(days: readonly string[]): string[] {
  if (days.length === 0) return ["every day"];
  return days.map((day) => DAYS.find(([key]) => key === day)?.[1] ?? day);
}

export const DAYS_FIELD: Field = {
  key: "days",
  label: "Days",
  kind: "several",
  options: () => [
    {
      label: null,
      options: DAYS.map(([value, label]) => ({
        value,
        label: label.charAt(0).toUpperCase() + label.slice(1),
      })),
    },
  ],
};
