// A level in words: what it is, or that it cannot be said, never a calm guess.
import { use } from "react";
import type { Picture } from "../../api/types";
import { AsAt } from "../asAt";

export function LevelWords({ picture }: { picture: Picture | null }) {
  const asAt = use(AsAt);
  const then = asAt === null ? "" : ` as at ${asAt}`;
  if (!picture) return <>no figures yet</>;
  if (!picture.assessed) return <>not assessed</>;
  if (!picture.stated || picture.level === null) {
    return <>{`not enough figures: ${picture.floor} to ${picture.ceiling}${then}`}</>;
  }
  return (
    <>
      OPEL {picture.level}
      {then}
    </>
  );
}
