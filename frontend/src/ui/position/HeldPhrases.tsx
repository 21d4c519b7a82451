// What is held for an organisation that no rules assess: a few figures, how old if that matters, how many more.
import type { Picture } from "../../api/types";
import { Moment } from "../Moment";
import { type HeldGroup, heldGroups, isOverdue } from "./held";
import type { Scene } from "./scene";

const MOST_NAMED = 3;
const MOST_ON_WALL = 2;

export function HeldPhrases({ picture, scene }: { picture: Picture | null; scene: Scene }) {
  if (!scene.figures) return null;
  const groups = heldGroups(picture?.held ?? {}, scene.metrics, scene.wall ? MOST_ON_WALL : MOST_NAMED);
  if (groups.length === 0) return <span>no figures held</span>;
  const more = groups.reduce((sum, group) => sum + (isOverdue(group) ? 0 : group.more), 0);
  return (
    <>
      {groups
        .filter((group) => group.figures.length > 0 || isOverdue(group))
        .map((group) => (
          <Group key={`${group.at} ${group.state} ${group.due}`} {...{ group, scene }} />
        ))}
      {more > 0 && <span>{more} more</span>}
    </>
  );
}

function Group({ group, scene }: { group: HeldGroup; scene: Scene }) {
  const { figures, more, state } = group;
  const overdue = isOverdue(group);
  const others = overdue && more > 0 ? [`${more} more`] : [];
  return (
    <span>
      {[...figures, ...others].map((figure, i) => (
        <span key={figure}>
          {i > 0 && ", "}
          <span className={overdue ? `held held--${state}` : "held"}>{figure}</span>
        </span>
      ))}
      <HowOld {...{ group, scene }} />
    </span>
  );
}

function HowOld({ group: { at, state, due }, scene: { zone, now } }: { group: HeldGroup; scene: Scene }) {
  if (state === "fresh") return null;
  if (isOverdue({ state }) && due) {
    return (
      <strong className="age--late">
        {" "}
        late, was due <Moment at={due} zone={zone} now={now} />
      </strong>
    );
  }
  return (
    <>
      {" "}
      <span className="held">
        as at <Moment at={at} zone={zone} now={now} />
      </span>
    </>
  );
}
