// What the page about rules is asked for by its address: the list, one version, or versions tried on a history. Pure.

/** A version of a pack, as addresses name it: "opel-acute-2024-26@1". */
export interface VersionName {
  id: string;
  version: number;
}

/** `units` empty: all that the versions can judge. `days` null: they have not been chosen, and nothing is run. */
export interface TrialAsked {
  versions: readonly VersionName[];
  units: readonly string[];
  days: { from: string; to: string } | null;
}

export type RulesAsked =
  | { show: "list" }
  | { show: "pack"; of: VersionName; than: VersionName | null }
  | { show: "trial"; trial: TrialAsked };

const NAMED = /^([a-z0-9][a-z0-9_.-]*)@(\d{1,6})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_VERSIONS = 3;

export function nameOf({ id, version }: VersionName): string {
  return `${id}@${version}`;
}

export function namedIn(text: string | null): VersionName | null {
  const [, id, version] = NAMED.exec(text ?? "") ?? [];
  return id && version ? { id, version: Number(version) } : null;
}

export function isSame(one: VersionName, other: VersionName): boolean {
  return one.id === other.id && one.version === other.version;
}

export function rulesAsked(asked: URLSearchParams): RulesAsked {
  const pack = namedIn(`${asked.get("pack")}@${asked.get("version")}`);
  if (pack) return { show: "pack", of: pack, than: namedIn(asked.get("than")) };
  const versions = listed(asked.get("try")).flatMap((text) => namedIn(text) ?? []);
  if (versions.length === 0) return { show: "list" };
  const [from, to] = [asked.get("from") ?? "", asked.get("to") ?? ""];
  return {
    show: "trial",
    trial: {
      versions: versions.slice(0, MOST_VERSIONS),
      units: listed(asked.get("units")),
      days: DAY.test(from) && DAY.test(to) ? { from, to } : null,
    },
  };
}

export function rulesAddress(code: string, asked: RulesAsked = { show: "list" }): string {
  const query = queryOf(asked);
  return `/systems/${code}/rules${query && `?${query}`}`;
}

/** Where a version is given a date from which it is in force. */
export function fromDateAddress(code: string, { id, version }: VersionName): string {
  return `/systems/${code}/configuration?part=assignments&pack=${id}&version=${version}`;
}

function queryOf(asked: RulesAsked): string {
  switch (asked.show) {
    case "list":
      return "";
    case "pack": {
      const { id, version } = asked.of;
      return `pack=${id}&version=${version}${asked.than ? `&than=${nameOf(asked.than)}` : ""}`;
    }
    case "trial": {
      const { versions, units, days } = asked.trial;
      const chosen = units.length > 0 ? `&units=${units.join(",")}` : "";
      const over = days ? `&from=${days.from}&to=${days.to}` : "";
      return `try=${versions.map(nameOf).join(",")}${chosen}${over}`;
    }
  }
}

function listed(text: string | null): string[] {
  return (text ?? "").split(",").filter(Boolean);
}
