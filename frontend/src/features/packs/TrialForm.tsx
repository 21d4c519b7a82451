// What to try: versions of one group, organisations, days. What is chosen goes into the address, which is what is run.
import { type ReactNode, useState } from "react";
import type { Packs } from "../../api/types";
import { goTo } from "../../ui/address";
import { Entry } from "../../ui/Entry";
import type { Scene } from "../../ui/position/scene";
import { isSame, nameOf, rulesAddress, type TrialAsked, type VersionName } from "../../ui/rulesAddress";
import { localInWords, localOf } from "../../ui/zoned";
import { lastDays, unitsFor, wrongWith } from "./trial";
import { STANDING_WORDS, standingOf, versionInWords } from "./words";

interface Props {
  packs: Packs;
  group: string;
  asked: TrialAsked;
  scene: Scene;
  busy: boolean;
  runAgain: () => void;
}

export function TrialForm({ packs, group, asked, scene, busy, runAgain }: Props) {
  const today = localOf(scene.now, scene.zone).slice(0, 10);
  const [versions, setVersions] = useState<readonly VersionName[]>(asked.versions);
  const [left, setLeft] = useState<readonly string[]>(() => leftOut(packs, asked, group));
  const [days, setDays] = useState(asked.days ?? lastDays(today));
  const [problem, setProblem] = useState<string | null>(null);
  const units = unitsFor(packs, versions, group);
  const chosen = units.filter(({ code }) => !left.includes(code)).map(({ code }) => code);

  function run(): void {
    const trial = { versions, units: chosen.length === units.length ? [] : chosen, days };
    const wrong = wrongWith(trial, chosen, today);
    setProblem(wrong);
    if (wrong !== null) return;
    const address = rulesAddress(scene.system, { show: "trial", trial });
    if (address === location.pathname + location.search) runAgain();
    else goTo(address);
  }

  return (
    <form
      className="trial"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <Choices legend="Versions">
        {packs.packs
          .filter((pack) => pack.group === group && pack.trial_units.length > 0)
          .map((pack) => (
            <Choice
              key={nameOf(pack)}
              label={`${versionInWords(pack)} (${STANDING_WORDS[standingOf(pack)].toLowerCase()})`}
              chosen={versions.some((one) => isSame(one, pack))}
              onChange={(wanted) =>
                setVersions([...versions.filter((one) => !isSame(one, pack)), ...(wanted ? [pack] : [])])
              }
            />
          ))}
      </Choices>
      <Choices legend="Organisations">
        {units.map(({ code, name }) => (
          <Choice
            key={code}
            label={name}
            chosen={!left.includes(code)}
            onChange={(wanted) => setLeft(wanted ? left.filter((one) => one !== code) : [...left, code])}
          />
        ))}
      </Choices>
      <div className="trial__days">
        <Day
          label="First day"
          value={days.from}
          most={today}
          onChange={(from) => setDays({ ...days, from })}
        />
        <Day label="Last day" value={days.to} most={today} onChange={(to) => setDays({ ...days, to })} />
      </div>
      {problem && (
        <p className="alert" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="nhsuk-button nhsuk-button--small trial__run" disabled={busy}>
        {busy ? "Running…" : "Run"}
      </button>
    </form>
  );
}

/** The organisations that the address does not name, if it names any. */
function leftOut(packs: Packs, { versions, units }: TrialAsked, group: string): string[] {
  if (units.length === 0) return [];
  return unitsFor(packs, versions, group).flatMap(({ code }) => (units.includes(code) ? [] : [code]));
}

function Choices({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="trial__choices">
      <legend className="entry__label">{legend}</legend>
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  label: string;
  chosen: boolean;
  onChange: (wanted: boolean) => void;
}

function Choice({ label, chosen, onChange }: ChoiceProps) {
  return (
    <label className="trial__choice">
      <input type="checkbox" checked={chosen} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}

interface DayProps {
  label: string;
  value: string;
  most: string;
  onChange: (day: string) => void;
}

function Day({ label, value, most, onChange }: DayProps) {
  return (
    <Entry label={label}>
      {(given) => (
        <>
          <input
            {...given}
            type="date"
            max={most}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
          <output className="entry__said" htmlFor={given.id}>
            {localInWords(`${value}T00:00`).slice(0, -6)}
          </output>
        </>
      )}
    </Entry>
  );
}
