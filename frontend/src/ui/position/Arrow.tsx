// Where a figure is going, as an arrow and in words. Nothing where better and worse have no meaning.
import type { Travel } from "../figure";

export function Arrow({ travel, worse }: { travel: Travel; worse: boolean | null }) {
  if (worse === null) return null;
  return (
    <span className={worse ? "travel travel--worse" : "travel"}>
      <span aria-hidden="true">{travel === "rising" ? " ↑" : " ↓"}</span>
      <span className="nhsuk-u-visually-hidden">
        , {travel}, {worse ? "getting worse" : "getting better"}
      </span>
    </span>
  );
}
