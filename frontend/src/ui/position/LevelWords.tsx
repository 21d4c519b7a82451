// A level in words: what it is, or that it cannot be said, never a calm guess.
import type { Picture } from "../../api/types";

export function LevelWords({ picture }: { picture: Picture | null }) {
  if (!picture) return <>no figures yet</>;
  if (!picture.assessed) return <>not assessed</>;
  if (!picture.stated || picture.level === null) {
    return <>{`not enough figures: ${picture.floor} to ${picture.ceiling}`}</>;
  }
  return <>OPEL {picture.level}</>;
}
