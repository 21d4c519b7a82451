// Packs in use: which rules judge whom from when, with who approved it. What has begun is never changed, only followed. Pure.
import {
  type Book,
  capital,
  dayAfter,
  dayWords,
  fromWords,
  momentWords,
  nameOf,
  packWords,
  pillarWords,
} from "../book";
import {
  type Draft,
  type Entry,
  type Field,
  type List,
  type Option,
  type Standing,
  text,
  type Way,
} from "../entries";
import { APPROVER } from "./notApplicable";

export const NONE = "none"; // of "pack": not judged from then on

const BEGINS: Field = {
  key: "from",
  label: "From",
  kind: "moment",
  hint: "It must lie ahead: what has been lived keeps the rules it was lived under",
};

const FIELDS: readonly Field[] = [
  { key: "target", label: "Whom it judges", kind: "select", options: targetOptions, refusedAt: "unit" },
  { key: "pack", label: "Rules", kind: "select", options: packOptions },
  BEGINS,
  APPROVER,
];

export const assignments: List = {
  part: "assignments",
  title: "Packs in use",
  what: "Which rules judge whom from when, approved by name: what has begun stays on record, and is followed by what replaces it from a later time.",
  one: "rules from a date",
  none: "No rules judge anybody: there are figures, and no levels.",
  columns: [
    { title: "Whom", says: (entry, book) => capital(targetWords(entry, book)) },
    { title: "Rules", says: (entry, book) => rulesWords(entry, book) },
    { title: "From", unbroken: true, says: (entry, book) => beginsWords(entry, book) },
    { title: "Approved by", says: approvedWords },
  ],
  fields: FIELDS,
  fresh: ({ today }) => ({ from: `${dayAfter(today, 1)}T00:00` }),
  draftOf: (entry) => ({
    target: targetOf(entry),
    pack: packOf(entry),
    from: beginsAt(entry),
    approver: text(entry, "approver"),
  }),
  entryOf,
  standing: (entry, all, book) => succession(entry, all, book, targetOf),
  mark: () => null,
  called: (entry, book) => `${rulesWords(entry, book)} for ${targetWords(entry, book)}`,
  comesTo: (entry, book) =>
    entry.pack === null
      ? `${fromWords(beginsAt(entry), book)} no rules judge ${targetWords(entry, book)}: without others there is no level from then on.`
      : `${fromWords(beginsAt(entry), book)} ${rulesWords(entry, book)} judges ${targetWords(entry, book)}.`,
  ways: (entry, all, book) =>
    ways(
      entry,
      all,
      book,
      targetOf,
      { target: targetOf(entry), pack: packOf(entry) },
      "the rules before it go on",
    ),
};

/** What comes by the page of the rules: these from a date, for whom an earlier version judges. */
export function prefilled(pack: string, version: string, all: readonly Entry[], book: Book): Draft {
  const used = all.filter((entry) => entry.pack === pack);
  const now = used.filter((entry) => succession(entry, all, book, targetOf) === "now");
  const target = now.at(-1) ?? used.at(-1);
  return {
    ...assignments.fresh(book),
    ...(target && { target: targetOf(target) }),
    pack: `${pack} ${version}`,
  };
}

/** One value for a pillar, an organisation or a body. */
export function targetOf(entry: Entry): string {
  const [pillar, has] = [text(entry, "pillar"), text(entry, "has")];
  if (pillar) return has ? `pillar:${pillar}:${has}` : `pillar:${pillar}`;
  const unit = text(entry, "unit");
  return unit ? `unit:${unit}` : `body:${text(entry, "body")}`;
}

function targetWords(entry: Entry, book: Book): string {
  const pillar = text(entry, "pillar");
  if (pillar) return pillarWords(pillar, text(entry, "has"));
  return nameOf(text(entry, "unit") || text(entry, "body"), book);
}

function targetOptions({ pillars, units, bodies }: Book) {
  const acute = units.some(({ pillar }) => pillar === "acute");
  const kinds: Option[] = pillars.map((pillar) => ({
    value: `pillar:${pillar}`,
    label: capital(pillarWords(pillar, "")),
  }));
  const marked = { value: "pillar:acute:type_1_ed", label: capital(pillarWords("acute", "type_1_ed")) };
  return [
    { label: "Organisations of a kind", options: acute ? [...kinds, marked] : kinds },
    {
      label: "One organisation",
      options: units.map(({ code, name }) => ({ value: `unit:${code}`, label: name })),
    },
    {
      label: "Places, pillars and the system",
      options: bodies.map(({ code, name }) => ({ value: `body:${code}`, label: name })),
    },
  ];
}

function packOptions({ packs }: Book) {
  const option = ({ id, version, title, provenance }: Book["packs"][number]): Option => ({
    value: `${id} ${version}`,
    label: `${title}, version ${version}${provenance === "unverified" ? " (on trial)" : ""}`,
  });
  const of = (kind: string) => packs.filter((pack) => pack.kind === kind).map(option);
  return [
    { label: "For organisations", options: of("parameters") },
    { label: "For places, pillars and the system", options: of("rollup") },
    { label: null, options: [{ value: NONE, label: "None: no rules from then on" }] },
  ].filter(({ options }) => options.length > 0);
}

function rulesWords(entry: Entry, book: Book): string {
  const pack = text(entry, "pack");
  return pack ? packWords(pack, Number(entry.version), book) : "No rules";
}

export function packOf(entry: Entry): string {
  const [pack, version] = [text(entry, "pack"), text(entry, "version")];
  return pack && version ? `${pack} ${version}` : NONE;
}

/** When it begins, as a local time: a day begins at midnight. */
export function beginsAt(entry: Entry): string {
  const from = text(entry, "from");
  return from.length > 10 ? from.slice(0, 16) : `${from}T00:00`;
}

/** A beginning at midnight is written as its day. */
export function beginning(local: string): string {
  return local.endsWith("T00:00") ? local.slice(0, 10) : local;
}

export function beginsWords(entry: Entry, book: Book): string {
  const begins = beginsAt(entry);
  return begins.endsWith("T00:00") ? dayWords(begins, book) : momentWords(begins, book);
}

export function approvedWords(entry: Entry): string {
  const reason = text(entry, "reason");
  const by = text(entry, "approver") || "not recorded";
  return reason ? `${by}: ${reason}` : by;
}

/** Of those about the same, the last that has begun holds; what it follows is over. */
export function succession(
  entry: Entry,
  all: readonly Entry[],
  { clock }: Book,
  about: (entry: Entry) => string,
): Standing {
  if (beginsAt(entry) > clock) return "ahead";
  const same = all.filter((one) => about(one) === about(entry) && beginsAt(one) <= clock);
  return same.some((one) => beginsAt(one) > beginsAt(entry)) ? "over" : "now";
}

export function ways(
  entry: Entry,
  all: readonly Entry[],
  book: Book,
  about: (entry: Entry) => string,
  draft: Draft,
  goesOn: string,
): Way[] {
  const is = succession(entry, all, book, about);
  if (is === "over") return [];
  if (is === "ahead") {
    return [{ way: "change" }, { way: "remove", says: `It never begins: ${goesOn}.` }];
  }
  const from = `${dayAfter(book.today, 1)}T00:00`;
  return [{ way: "replace", label: "Replace from a date…", draft: { ...draft, from } }];
}

/** What was approved before is approved anew: the reason is that of this change. */
function entryOf(draft: Draft, before: Entry | null): Entry {
  const [kind = "", of = "", has] = (draft.target ?? "").split(":");
  const [pack, version] = (draft.pack ?? "").split(" ");
  const approver = draft.approver?.trim();
  const provenance = before?.provenance;
  return {
    [kind]: of,
    ...(has && { has }),
    ...(pack && pack !== NONE ? { pack, version: Number(version) } : { pack: null }),
    from: beginning(draft.from ?? ""),
    ...(approver && { approver }),
    ...(provenance !== undefined && { provenance }),
  };
}
