// Where a version stands: in force or not, since when, on whose word, and the way to put it in force.
import type { KnownPack, PackUse } from "../../api/types";
import { Link } from "../../ui/Link";
import type { Scene } from "../../ui/position/scene";
import { fromDateAddress } from "../../ui/rulesAddress";
import {
  decidedInWords,
  isDoubted,
  provenanceInWords,
  STANDING_WORDS,
  type Standing,
  stretchInWords,
  versionInWords,
} from "./words";

const SIGNS: Record<Standing, string> = { now: "●", ahead: "▸", past: "○", unused: "–" };

export function StandingTag({ standing }: { standing: Standing }) {
  return (
    <p className={`pack__standing pack__standing--${standing}`}>
      <span aria-hidden="true">{SIGNS[standing]} </span>
      {STANDING_WORDS[standing]}
    </p>
  );
}

export function Provenance({ provenance }: { provenance: string }) {
  return (
    <span className={isDoubted(provenance) ? "pack__doubted" : ""}>{provenanceInWords(provenance)}</span>
  );
}

interface UsesProps {
  uses: readonly PackUse[];
  zone: string;
  whole?: boolean; // every name, and whether anybody is on record as having decided
}

export function Uses({ uses, zone, whole = false }: UsesProps) {
  return uses.map((use) => {
    const decided = decidedInWords(use);
    const codes = use.of.map(({ code }) => code).join();
    return (
      <p className={`pack__use pack__use--${use.standing}`} key={`${use.from} ${codes}`}>
        {stretchInWords(use, zone, whole)}. {decided ?? (whole && "Who decided is not on record.")}
      </p>
    );
  });
}

export function FromDate({ pack, scene }: { pack: KnownPack; scene: Scene }) {
  return (
    <p>
      <Link to={fromDateAddress(scene.system, pack)}>
        Use from a date…<span className="nhsuk-u-visually-hidden"> {versionInWords(pack)}</span>
      </Link>
    </p>
  );
}
