// If this happens by then, who does what: read by all, written and taken off by the givers.
import { useState } from "react";
import type { Handover, Plan } from "../../api/types";
import { Confirm } from "../../ui/Confirm";
import { Entry, TimeEntry } from "../../ui/Entry";
import { PlanLines } from "../../ui/handover/PlanLines";
import type { Scene } from "../../ui/position/scene";
import { type Draft, draftOf, planDeed, removal, type Wrong, wrongIn } from "./planForm";

interface Props {
  handover: Handover;
  scene: Scene;
  writes: boolean;
}

export function Plans({ handover, scene, writes }: Props) {
  const tools = (plan: Plan) => (
    <div className="pack__tool">
      <EditPlan {...{ handover, scene, plan }} />
      <RemovePlan {...{ handover, scene, plan }} />
    </div>
  );
  return (
    <section className="panel" aria-labelledby="plans">
      <h2 className="panel__title" id="plans">
        Plans
      </h2>
      <PlanLines plans={handover.plans} zone={scene.zone} now={scene.now} {...(writes && { tools })} />
      {writes && (
        <div>
          <EditPlan {...{ handover, scene }} plan={null} />
        </div>
      )}
    </section>
  );
}

interface PlanProps {
  handover: Handover;
  scene: Scene;
  plan: Plan | null; // null: a new one
}

function EditPlan({ handover, scene, plan }: PlanProps) {
  const { zone } = scene;
  const [draft, setDraft] = useState<Draft>(draftOf(plan, zone));
  const [wrong, setWrong] = useState<Wrong>({});
  const line = (field: "condition" | "who" | "what", label: string, hint: string) => (
    <Entry {...{ label, hint }} problem={wrong[field] ?? null}>
      {(given) => (
        <input
          {...given}
          type="text"
          value={draft[field]}
          onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
        />
      )}
    </Entry>
  );
  return (
    <Confirm
      code={scene.system}
      label={plan ? "Change" : "Add a plan"}
      {...(plan && { about: plan.condition })}
      title={plan ? "Change this plan" : "If this happens, who does what"}
      sure="Save the plan"
      onOpen={() => {
        setDraft(draftOf(plan, zone));
        setWrong({});
      }}
      deed={() => {
        setWrong(wrongIn(draft, zone));
        return planDeed(handover, draft, zone);
      }}
    >
      {line("condition", "If", "As: MKUH is still at OPEL 4")}
      <TimeEntry
        label="By"
        value={draft.by}
        onChange={(by) => setDraft({ ...draft, by })}
        problem={wrong.by ?? null}
      />
      {line("who", "Then who", "A seat or a name, as: director on call")}
      {line("what", "Does what", "As: opens the discharge lounge overnight")}
    </Confirm>
  );
}

function RemovePlan({ handover, scene, plan }: PlanProps & { plan: Plan }) {
  return (
    <Confirm
      code={scene.system}
      label="Take off"
      about={plan.condition}
      title="Take this plan off the handover?"
      sure="Take it off"
      deed={() => removal(handover, plan)}
    >
      <p>
        If {plan.condition}, then {plan.who}: {plan.what}
      </p>
    </Confirm>
  );
}
