"""What a policy's types cannot say: that somebody is woken, that every step can be taken. Knows no system."""

from collections import Counter
from collections.abc import Iterator, Sequence

from actions.policy_text import (
    ZERO,
    Cause,
    OnCalculated,
    OnDeclarationDiffers,
    OnDeclarationLapsing,
    OnDeclared,
    Only,
    Policy,
    Rule,
    Step,
)
from actions.step_reach import beyond_reach
from actions.text_fields import HEARD
from triggers.yaml_text import Path

Finding = tuple[Path, str]
TOP_LEVEL = 4
ASLEEP = (
    "wakes nobody: a text to somebody asleep is not heard. An OPEL 4 rule needs a step with `voice`, or `human` and"
    " who rings (`via`), that is taken at every hour"
)


def check_policy(policy: Policy) -> Iterator[Finding]:
    """Path and reason of everything wrong."""
    for field in ("again_after", "lapse_after"):
        if getattr(policy, field) == ZERO:
            yield (field,), "must be longer than nothing"
    yield from _check_once(policy.rules)
    yield from _check_covered(policy.rules)
    for i, rule in enumerate(policy.rules):
        for path, reason in _check_rule(rule):
            yield ("rules", i, *path), reason


def is_top(cause: Cause) -> bool:
    """Whether the cause is OPEL 4, calculated or declared."""
    return isinstance(cause, OnCalculated | OnDeclared) and cause.level == TOP_LEVEL


def _check_once(rules: Sequence[Rule]) -> Iterator[Finding]:
    ids, causes = Counter(rule.id for rule in rules), list[Cause]()
    for i, rule in enumerate(rules):
        if ids[rule.id] > 1:
            yield ("rules", i, "id"), f"{rule.id} is used twice"
        same = next((n for n, cause in enumerate(causes) if _one_cause(cause, rule.on)), None)
        if same is not None:
            first = rules[same].id
            yield ("rules", i, "on"), f"is what {first} is for: two rules for one cause would both call"
        causes.append(rule.on)


def _one_cause(a: Cause, b: Cause) -> bool:
    """Whether two rules would both call about the same: of a lapse nobody is told twice, nor of one difference."""
    match a, b:
        case OnDeclarationLapsing(), OnDeclarationLapsing():
            return True
        case OnDeclarationDiffers(), OnDeclarationDiffers():
            return a.declared is None or b.declared is None or a.declared == b.declared
        case _:
            return a == b


def _check_covered(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Hazard H3: a policy may not leave an OPEL 4 without a rule."""
    always = [rule.on for rule in rules if is_top(rule.on)]
    if not any(isinstance(on, OnDeclared) for on in always):
        yield ("rules",), "no rule is for a declared OPEL 4: nobody would be called"
    if not any(isinstance(on, OnCalculated) and on.at == "unit" and on.between is None for on in always):
        yield ("rules",), "no rule is for a calculated OPEL 4 at a unit at every hour: nobody would be called"


def _check_rule(rule: Rule) -> Iterator[Finding]:
    for i, step in enumerate(rule.steps):
        for path, reason in _check_step(step, rule.on):
            yield ("steps", i, *path), reason
    if isinstance(rule.on, OnDeclarationLapsing):
        yield from _check_lapsing(rule.on, rule.repeat)
    last = ("steps", len(rule.steps) - 1)
    if is_top(rule.on):
        yield from _check_wakes(rule)
        if rule.steps[-1].wait == ZERO:
            yield last, "has no `wait`: how long for an answer, before an OPEL 4 counts as unanswered?"
    elif rule.repeat and rule.steps[-1].wait == ZERO:
        yield last, "has no `wait`: the steps would begin again at once"


def _check_lapsing(on: OnDeclarationLapsing, repeat: int) -> Iterator[Finding]:
    if on.before == ZERO:
        yield ("on", "before"), "must be longer than nothing"
    if repeat:
        yield ("repeat",), "is not for a declaration that lapses: nobody is told of it twice"


def _check_wakes(rule: Rule) -> Iterator[Finding]:
    """Hazard H3: the director is not woken."""
    if not any(_is_heard(step) and not _is_limited(step.only) for step in rule.steps):
        yield ("steps",), ASLEEP
    if not rule.night:
        yield ("night",), "an OPEL 4 never waits for the morning"


def _is_heard(step: Step) -> bool:
    return any(channel in HEARD and (channel != "human" or step.via is not None) for channel in step.by)


def _is_limited(only: Only | None) -> bool:
    """Whether there are hours or levels at which the step is not taken at all."""
    return only is not None and (only.between is not None or only.last_known_at_least is not None)


def _check_step(step: Step, cause: Cause) -> Iterator[Finding]:
    for field, named in (("to", step.to), ("by", step.by)):
        if len(set(named)) < len(named):
            yield (field,), f"names one twice: {', '.join(named)}"
    for i, ref in enumerate(step.to):
        if reason := beyond_reach(ref, cause):
            yield ("to", i), reason
    yield from _check_ringer(step, cause)
    if step.only is not None:
        for path, reason in _check_only(step.only, cause):
            yield ("only", *path), reason


def _check_ringer(step: Step, cause: Cause) -> Iterator[Finding]:
    if step.via is not None and (reason := beyond_reach(step.via, cause)):
        yield ("via",), reason
    if "human" in step.by and step.via is None:
        yield ("by",), "human: who rings? Name the seat in `via`"
    if "human" not in step.by and step.via is not None:
        yield ("via",), f"{step.via} rings nobody: `by` has no human"


def _check_only(only: Only, cause: Cause) -> Iterator[Finding]:
    if only == Only():
        yield (), "says nothing: leave it out"
    if only.readings is not None and not isinstance(cause, OnCalculated):
        yield ("readings",), f"only a calculated level is confirmed by readings, not {cause.cause}"
    if only.readings is not None and only.or_after is None:
        yield (), "needs `or_after`: if readings stop, the second one never comes and the step is never taken"
    if only.or_after is not None and only.readings is None:
        yield ("or_after",), "is for a step that waits for `readings`"
    if only.or_after == ZERO:
        yield ("or_after",), "must be longer than nothing"
