// The steps of the rule that was frozen onto the alert, and how far it has come.
import type { Alert } from "../../api/types";
import { stepInWords } from "../../ui/people/ruleWords";

export function Steps({ alert: { rule, step, round, policy, state } }: { alert: Alert }) {
  return (
    <>
      <ol className="steps">
        {rule.steps.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a frozen rule's steps never move
          <li key={i} className={i < step ? "steps__taken" : ""}>
            {stepInWords(one)}
            {i < step && <span className="steps__mark"> · taken</span>}
            {i === step && (state === "chasing" || state === "waiting") && (
              <span className="steps__mark"> · next</span>
            )}
          </li>
        ))}
      </ol>
      <p className="strip__quiet">
        {rule.repeat > 0 &&
          `If nobody answers it begins again, ${rule.repeat} times at most${round > 0 ? `: now for time ${round}` : ""}. `}
        Rule {rule.id} of policy {policy.policy}, version {policy.version}.
      </p>
    </>
  );
}
