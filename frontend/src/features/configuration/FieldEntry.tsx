// One field of a form, as its description says: a list to choose from, a day, a time, words.
import { Entry as FormEntry, type Given, TimeEntry } from "../../ui/Entry";
import { localInWords } from "../../ui/zoned";
import type { Book } from "./book";
import type { Field, OptionGroup } from "./entries";
import { Several } from "./Several";

interface Props {
  field: Field;
  value: string;
  onChange: (value: string) => void;
  problem: string | null;
  book: Book;
}

export function FieldEntry({ field, value, onChange, problem, book }: Props) {
  const { label, kind, hint = null, options } = field;
  if (kind === "moment") return <TimeEntry {...{ label, value, onChange, hint, problem }} />;
  const groups = options?.(book) ?? [];
  return (
    <FormEntry label={field.optional ? `${label} (optional)` : label} {...{ hint, problem }}>
      {(given) => {
        switch (kind) {
          case "select":
            return <Choice {...{ given, groups, value, onChange }} />;
          case "several":
            return <Several {...{ given, groups, value, onChange }} />;
          case "day":
            return <Day {...{ given, value, onChange }} />;
          case "lines":
            return (
              <textarea {...given} rows={3} value={value} onChange={({ target }) => onChange(target.value)} />
            );
          case "words":
            return (
              <input {...given} type="text" value={value} onChange={({ target }) => onChange(target.value)} />
            );
        }
      }}
    </FormEntry>
  );
}

interface InputProps {
  given: Given;
  value: string;
  onChange: (value: string) => void;
}

function Choice({ given, groups, value, onChange }: InputProps & { groups: readonly OptionGroup[] }) {
  const known = groups.some(({ options }) => options.some((option) => option.value === value));
  return (
    <select {...given} value={value} onChange={({ target }) => onChange(target.value)}>
      {value === "" && <option value="">Choose</option>}
      {value !== "" && !known && <option value={value}>{value}</option>}
      <Options groups={groups} />
    </select>
  );
}

export function Options({ groups }: { groups: readonly OptionGroup[] }) {
  return groups.map(({ label, options }) => {
    const each = options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ));
    return label === null ? (
      each
    ) : (
      <optgroup key={label} label={label}>
        {each}
      </optgroup>
    );
  });
}

function Day({ given, value, onChange }: InputProps) {
  return (
    <>
      <input {...given} type="date" value={value} onChange={({ target }) => onChange(target.value)} />
      <output className="entry__said" htmlFor={given.id}>
        {localInWords(`${value}T12:00`).slice(0, -6)}
      </output>
    </>
  );
}
