// Several of a long list: what has been chosen, each with a way to take it out, and a list to add from.
import type { Given } from "../../ui/Entry";
import type { OptionGroup } from "./entries";
import { Options } from "./FieldEntry";

interface Props {
  given: Given;
  groups: readonly OptionGroup[];
  value: string; // with a space between each
  onChange: (value: string) => void;
}

export function Several({ given, groups, value, onChange }: Props) {
  const chosen = value.split(" ").filter((one) => one !== "");
  const left = groups
    .map(({ label, options }) => ({
      label,
      options: options.filter((option) => !chosen.includes(option.value)),
    }))
    .filter(({ options }) => options.length > 0);
  const labels = new Map(
    groups.flatMap(({ options }) => options.map((option) => [option.value, option.label])),
  );
  return (
    <>
      {chosen.length > 0 && (
        <ul className="several">
          {chosen.map((one) => (
            <li key={one}>
              {labels.get(one) ?? one}
              <button
                type="button"
                className="plain-button"
                onClick={() => onChange(chosen.filter((other) => other !== one).join(" "))}
              >
                Take out<span className="nhsuk-u-visually-hidden">: {labels.get(one) ?? one}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <select {...given} value="" onChange={({ target }) => onChange([...chosen, target.value].join(" "))}>
        <option value="">{chosen.length === 0 ? "Choose" : "Add another"}</option>
        <Options groups={left} />
      </select>
    </>
  );
}
