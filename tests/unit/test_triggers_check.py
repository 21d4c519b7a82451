"""Packs of local triggers as they are checked: what is refused, at which line and path, with which reason."""

from pathlib import Path

import pytest

from tests.unit.ruling import catalogue
from tests.unit.test_packs_check import run
from tests.unit.triggering import BEDS, HEADING, LOST, QUEUE
from triggers.compile_triggers import compile_triggers
from triggers.loading import PackErrors, load_packs, read_pack
from triggers.problems import Problem
from triggers.trigger_pack import Subject, Trigger, TriggerPack

ABOVE = f"{{above: 6, metric: {QUEUE}}}"
PERFORMANCE = "ed.four_hour_performance_pct"


def problems(text: str) -> list[Problem]:
    with pytest.raises(PackErrors) as refused:
        read_pack(text, "local.yaml", catalogue())
    return list(refused.value.problems)


def one(line: str) -> Trigger:
    pack = read_pack(f"{HEADING}  - {{id: a, {line}}}\n", "local.yaml", catalogue()).pack
    assert isinstance(pack, TriggerPack)
    return pack.triggers[0]


@pytest.mark.parametrize(
    ("line", "path", "reason"),
    [
        ("when: {above: 6, metric: ed.nope}", "when.metric", "ed.nope is not in the metrics catalogue"),
        ("when: {sum: ed.nope, over: day, above: 1}", "when.sum", "is not in the metrics catalogue"),
        ("when: {changed: ed.nope, by: 1, within: 1h}", "when.changed", "is not in the metrics catalogue"),
        ("when: {silent: 'edd.*', longer_than: 1h}", "when.silent", "matches no metric"),
        (f"when: {{above: 6, metric: {QUEUE}, leave_below: 7}}", "when.leave_below", "must be 6 at most"),
        (f"when: {{below: 6, metric: {QUEUE}, leave_above: 5}}", "when.leave_above", "must be 6 at least"),
        (
            f"when: {{sum: {LOST}, over: day, above: 6, leave_below: 7}}",
            "when.leave_below",
            "must be 6 at most",
        ),
        (f"when: {{between: [5, 3], metric: {QUEUE}}}", "when.between", "must rise"),
        (
            f"when: {{between: [3, 5], metric: {QUEUE}, leave_outside: [4, 6]}}",
            "when.leave_outside",
            "must reach from 3",
        ),
        (f"when: {{above: 100, metric: {PERFORMANCE}}}", "when.above", "never comes about"),
        (f"when: {{below: 0, metric: {QUEUE}}}", "when.below", "never comes about"),
        (f"when: {{above: 6, metric: {QUEUE}, against: plan}}", "when", "against: plan goes with as"),
        (f"when: {{above: 6, metric: {QUEUE}, as: percent}}", "when", "against: plan goes with as"),
        (f"when: {{sum: {QUEUE}, over: day, above: 6}}", "when.sum", "cannot be summed"),
        ("when: {sum: ed.arrivals_last_hour, over: day, above: 6}", "when.sum", "cannot be summed"),
        (f"when: {{sum: {BEDS}, over: day, above: 6}}", "when.sum", "cannot be summed"),
        (f"when: {{sum: {PERFORMANCE}, over: day, above: 6}}", "when.sum", "cannot be summed"),
        (f"when: {{sum: {LOST}, over: 25h, above: 6}}", "when.over", "a duration of a day at most"),
        (f"when: {{sum: {LOST}, over: month, above: 6}}", "when.over", "must be a duration such as"),
        (f"when: {{sum: {LOST}, over: day}}", "when", "give either above or below"),
        (f"when: {{sum: {LOST}, over: day, above: 6, below: 3}}", "when", "give either above or below"),
        (
            f"when: {{sum: {LOST}, over: day, above: 6, leave_above: 7}}",
            "when.leave_above",
            "goes with below",
        ),
        (
            f"when: {{sum: {LOST}, over: day, below: 6, leave_below: 3}}",
            "when.leave_below",
            "goes with above",
        ),
        (f"when: {{changed: {QUEUE}, by: 0, within: 1h}}", "when.by", "must be above 0"),
        (f"when: {{changed: {QUEUE}, by: 3, within: 1h, leave_by: 4}}", "when.leave_by", "and 3 at most"),
        (f"when: {{changed: {QUEUE}, by: 3, within: 0m}}", "when.within", "must be more than nothing"),
        ("when: {silent: 'ed.*', longer_than: 0m}", "when.longer_than", "must be more than nothing"),
        ("when: {silent: 'ed.*', longer_than: 8d}", "when.longer_than", "a week at most"),
        ("when: {all: []}", "when.all", "is empty"),
        ("when: {any: []}", "when.any", "is empty"),
        (f"when: {{not: {{not: {ABOVE}}}}}", "when.not", "not of not"),
        ("when: {not: {silent: 'ed.*', longer_than: 1h}}", "when.not", "not of silent means nothing"),
        (
            f"when: {{not: {{any: [{ABOVE}, {{silent: 'ed.*', longer_than: 1h}}]}}}}",
            "when.not",
            "not of silent means nothing",
        ),
        (
            f"when: {{all: [{ABOVE}, {{not: {{on: {{times: ['16:00']}}}}}}]}}",
            "when.all[1].not",
            "every minute but",
        ),
        ("when: {on: {times: ['16:00']}}", "when", "says only when to ask"),
        ("when: {not: {on: {from: '08:00', until: '09:00'}}}", "when", "says only when to ask"),
        (f"when: {{any: [{ABOVE}, {{on: {{times: ['16:00']}}}}]}}", "when.any[1]", "says only when to ask"),
        ("when: {all: [{on: {times: ['16:00']}}]}", "when.all", "asks nothing"),
        (
            f"when: {{all: [{ABOVE}, {{on: {{days: [fri]}}}}]}}",
            "when.all[1].on",
            "give either times, or from and until",
        ),
        (f"when: {{all: [{ABOVE}, {{on: {{from: '08:00'}}}}]}}", "when.all[1].on", "give either times"),
        (
            f"when: {{all: [{ABOVE}, {{on: {{from: '08:00', until: '08:00'}}}}]}}",
            "when.all[1].on",
            "no hour, or all",
        ),
        (
            f"when: {{all: [{ABOVE}, {{on: {{times: ['16:00', '08:00']}}}}]}}",
            "when.all[1].on.times",
            "must be in order",
        ),
        (
            f"when: {{all: [{ABOVE}, {{on: {{times: [960]}}}}]}}",
            "when.all[1].on.times[0]",
            "must be a local time",
        ),
        (
            f"when: {{all: [{ABOVE}, {{on: {{times: ['16:00:30']}}}}]}}",
            "when.all[1].on.times[0]",
            "no seconds",
        ),
        (
            f"when: {{all: [{ABOVE}, {{on: {{from: '08:00', until: '09:00'}}}}]}}, for: 1h",
            "when.all[1].on",
            "it would never fire",
        ),
        (f"when: {ABOVE}, quiet: {{from: '22:00', until: '22:00'}}", "quiet", "it would never end"),
        (
            f"when: {ABOVE}, quiet: {{from: '22:00', until: '21:30'}}",
            "quiet",
            "must leave an hour of the day",
        ),
        (f"when: {ABOVE}, quiet: {{from: '22:00'}}", "quiet.until", "Field required"),
        (f"when: {ABOVE}, for: 8d", "for", "must be a week at most"),
        (f"when: {ABOVE}, for: 15", "for", "must be a duration"),
        (f"when: {ABOVE}, about: {{}}", "about", "names nothing"),
        (f"when: {ABOVE}, audience: [everybody]", "audience[0]", "Input should be"),
        (f"when: {ABOVE}, severity: dire", "severity", "Input should be"),
        (f"when: {{above: 6, metric: {QUEUE}, leave: 4}}", "when.leave", "is not a known name here"),
        (
            f"when: {{over: 6, metric: {QUEUE}}}",
            "when",
            "must be a condition with one of these: above, all, any",
        ),
        (f"when: {{all: [{ABOVE}, {{abov: 6}}]}}", "when.all[1]", "must be a condition with one of these"),
        (f"when: {{above: 1e3, metric: {QUEUE}}}", "when.above", ""),
    ],
)
def test_a_trigger_that_means_nothing_is_refused(line: str, path: str, reason: str) -> None:
    found = problems(f"{HEADING}  - {{id: a, {line}}}\n")
    assert (f"triggers[0].{path}", 7) in [(p.path, p.line) for p in found if reason in p.reason]


def test_a_problem_names_its_own_line() -> None:
    lines = ["  - id: a", f"    when: {ABOVE}", "  - id: b", "    when:", "      all:"]
    lines += [f"        - {ABOVE}", "        - any:", "            - {above: 6, metric: ed.nope}"]
    assert [(str(p.path), p.line) for p in problems(HEADING + "\n".join(lines))] == [
        ("triggers[1].when.all[1].any[0].metric", 14)
    ]


def test_an_id_that_is_used_twice_is_named_each_time() -> None:
    found = problems(f"{HEADING}  - {{id: a, when: {ABOVE}}}\n  - {{id: a, when: {ABOVE}}}\n")
    assert [(p.path, p.line, p.reason) for p in found] == [
        ("triggers[0].id", 7, "a is used twice"),
        ("triggers[1].id", 8, "a is used twice"),
    ]


def test_everything_wrong_is_said_at_once() -> None:
    text = f"{HEADING}  - {{id: a, when: {{above: 6, metric: ed.nope}}, for: 8d}}\n  - {{id: a, when: {{all: []}}}}\n"
    assert len(problems(text)) == 5


@pytest.mark.parametrize(
    ("about", "covers"),
    [
        ("", True),
        ("about: {unit: RD8-MKH},", True),
        ("about: {unit: RC9-BED},", False),
        ("about: {pillar: acute, has: type_1_ed},", True),
        ("about: {pillar: acute, has: other},", False),
        ("about: {kind: utc},", False),
        ("about: {kind: acute_site},", True),
    ],
)
def test_a_trigger_is_about_the_units_of_which_all_that_it_names_is_true(about: str, covers: bool) -> None:  # noqa: FBT001
    subject = Subject("RD8-MKH", "acute", "acute_site", frozenset({"type_1_ed"}))
    assert one(f"{about} when: {ABOVE}").is_about(subject) is covers


def test_the_packaged_example_is_on_trial_and_compiles() -> None:
    loaded = load_packs(catalogue()).triggers
    pack, sha = loaded["example-triggers", 1]
    compiled = compile_triggers(pack, catalogue(), sha)
    assert (pack.provenance, len(compiled.triggers)) == ("unverified", 6)
    assert not set(loaded) & set(load_packs(catalogue()).judging)


def test_the_command_checks_triggers(tmp_path: Path) -> None:
    file = tmp_path / "local.yaml"
    file.write_text(f"{HEADING}  - {{id: a, when: {ABOVE}}}\n", "utf-8")
    assert run("packs", "check", str(file))[:2] == (0, f"{file}: local version 1, unverified: checks\n")
    file.write_text(f"{HEADING}  - {{id: a, when: {{any: []}}}}\n", "utf-8")
    code, _, said = run("packs", "check", str(file))
    assert (code, f"{file}:7: triggers[0].when.any: is empty" in said) == (1, True)


def test_a_pack_of_triggers_cannot_score_readings(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("organisation,metric,value,observed_at\n", "utf-8")
    code, _, said = run("assess", "--pack", "example-triggers", "--readings", str(file))
    assert (code, "is no pack of parameters" in said) == (2, True)
