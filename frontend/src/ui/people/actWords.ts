// What somebody did, as a sentence of Now. Pure.
import type { Card, LogLine, Matter } from "../../api/types";
import type { Said } from "../position/sentences";
import { hourAndMinute, when } from "../time";
import { type Act, FOLDED } from "./acts";
import { alertTitle, type Clock } from "./alertWords";
import { didInWords } from "./did";
import { seenCount } from "./toldWords";
import { many } from "./who";

type Parts = Pick<Said, "what" | "why">;
type Of<K extends Matter["kind"]> = Extract<Matter, { kind: K }>;

export function sayAct({ matter, line, others }: Act, names: Map<string, string>, clock: Clock): Said {
  const about = names.get(matter.unit) ?? matter.unit;
  switch (matter.kind) {
    case "declaration":
      return { about, ...ofDeclaration(matter, line, clock) };
    case "alert":
      return { about, ...ofAlert(matter, line) };
    case "card":
      return { about, ...ofCard(matter, line, others) };
    case "handover":
      return {
        about: `Handover of ${hourAndMinute(matter.hour, clock.zone)}`,
        what: didInWords("handover", line),
        why: "",
      };
    case "notice":
      if (matter.subject === "seat") return { about, what: "a seat changed hands", why: matter.text };
      return { about, what: "partners told", why: `${matter.text} ${capital(seenCount(matter))}` };
    default:
      return { about, what: didInWords(matter.kind, line), why: line.text ?? "" };
  }
}

function ofDeclaration(matter: Of<"declaration">, line: LogLine, { zone, now }: Clock): Parts {
  const { level, until, by, role, reason, extended_by } = matter;
  const why = [line.name, line.text].filter(Boolean).join(": ");
  switch (line.did) {
    case "declared":
      return {
        what: `declared ${level}`,
        why: `${extended_by ? "" : `until ${when(until, now, zone)}, `}${by.name}, ${role.replaceAll("_", " ")}: ${reason}`,
      };
    case "asked_down":
      return { what: `stepping down from ${level} asked for`, why };
    default:
      return { what: `declared ${level} ${didInWords("declaration", { did: line.did, name: null })}`, why };
  }
}

function ofAlert(matter: Of<"alert">, line: LogLine): Parts {
  const name = line.name ?? "somebody";
  const why = line.text ?? "";
  switch (line.did) {
    case "started":
      return { what: "alert", why: matter.about };
    case "answered":
      return { what: `${name} has it`, why };
    case "passed_on":
      return { what: `${name} passed it on`, why };
    case "met":
      return { what: `${name}: done`, why };
    case "over":
      return { what: `alert over (${alertTitle(matter)})`, why };
    default:
      return { what: didInWords("alert", { did: line.did, name: null }), why };
  }
}

const MOST_TITLES = 2;

function ofCard(matter: Card, line: LogLine, others: readonly Matter[]): Parts {
  if (!FOLDED.includes(line.did)) {
    const why = line.text ? `${matter.title}: ${line.text}` : matter.title;
    return { what: `card ${didInWords("card", line)}`, why };
  }
  const titles = [matter, ...others].flatMap((one) => (one.kind === "card" ? [one.title] : []));
  const did = didInWords("card", { did: line.did, name: null });
  return {
    what: `${many(titles.length, "card")} ${did}`,
    why: titles.length <= MOST_TITLES ? titles.join("; ") : "",
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
