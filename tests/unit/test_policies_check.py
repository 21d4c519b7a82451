"""Policy files good and bad, the default policy, and the command that reads them. A bad file says what is wrong."""

from collections.abc import Sequence
from datetime import time, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.check_policy_seats import Missing, SeatScope, check_policy_against
from actions.loading import PolicyErrors, packaged_policy, read_policy
from actions.policy_text import OnCalculated, OnDeclarationDiffers, OnDeclarationLapsing, OnDeclared, Rule
from actions.seat_text import SeatText
from actions.text_fields import HEARD
from app.cli import app
from app.organisations.check import read_and_check
from app.organisations.check_seats import seat_scopes
from app.organisations.reference_systems import NAMES, reference_text
from app.organisations.system_file import SystemFile

FOLDER = Path(__file__).parent / "policies"
SYSTEMS = Path(__file__).parent / "systems"
SCOPES: dict[str, SeatScope] = {"XX1": "system", "RD8": "unit"}
DIRECTOR = SeatText(seat="director", at="XX1", title="Director on call", holds=True)
SITE_MANAGER = SeatText(seat="site_manager", at="RD8", title="Site manager")


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["policies", "check", *arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit)
    return found.exit_code, found.stdout, found.stderr


def rule(name: str) -> Rule:
    """A rule of the default policy."""
    return next(rule for rule in packaged_policy().policy.rules if rule.id == name)


def system(name: str) -> SystemFile:
    return read_and_check(reference_text(name) or "", f"{name}.yaml")


def missing(file: str, seats: Sequence[SeatText]) -> list[Missing]:
    loaded = read_policy((FOLDER / file).read_text("utf-8"), file)
    return list(check_policy_against(loaded.policy, seats, SCOPES))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("good.*")), ids=lambda file: file.name)
def test_a_good_policy_is_read(file: Path) -> None:
    loaded = read_policy(file.read_text("utf-8"), file.name)
    assert (loaded.policy.version, len(loaded.sha)) == (1, 64)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("bad.*")), ids=lambda file: file.name)
def test_a_bad_policy_is_refused_with_its_reason(file: Path) -> None:
    text = file.read_text("utf-8")
    with pytest.raises(PolicyErrors) as refused:
        read_policy(text, file.name)
    assert any(
        text.splitlines()[0].removeprefix("# ") in problem.reason for problem in refused.value.problems
    )
    assert all(problem.file == file.name and problem.line >= 1 for problem in refused.value.problems)


def test_a_problem_names_its_line() -> None:
    file = FOLDER / "bad.unit_of_a_system.yaml"
    with pytest.raises(PolicyErrors) as refused:
        read_policy(file.read_text("utf-8"), file.name)
    assert [(p.path, p.line) for p in refused.value.problems] == [("rules[2].steps[0].to[0]", 19)]


def test_hazard_h3_an_opel_4_rule_by_text_alone_is_told_what_to_add() -> None:
    file = FOLDER / "bad.nobody_woken.yaml"
    with pytest.raises(PolicyErrors) as refused:
        read_policy(file.read_text("utf-8"), file.name)
    assert "needs a step with `voice`, or `human` and who rings" in str(refused.value)


def test_a_rule_reads_back_as_it_was_written() -> None:
    for one in packaged_policy().policy.rules:
        assert Rule.model_validate_json(one.model_dump_json(by_alias=True)) == one


# --- the default policy ---


def test_story_1_the_site_and_the_room_know_at_once_and_an_executive_is_rung_on_the_second_reading() -> None:
    first, director, executive, *later = rule("unit-4").steps
    assert (first.to, first.by, first.only) == (("holder", "unit.site_manager"), ("sms", "email"), None)
    assert first.wait == timedelta(0)
    assert director.only == executive.only
    assert executive.only is not None
    assert (executive.only.readings, executive.only.or_after) == (2, timedelta(minutes=20))
    assert (executive.to, executive.by) == (("unit.executive",), ("voice", "sms", "human"))
    assert [step.to for step in later] == [("system.deputy",), ("system.executive",)]


def test_story_1_the_region_is_told_when_the_system_has_stood_at_3_for_half_an_hour() -> None:
    on = rule("system-3").on
    assert isinstance(on, OnCalculated)
    assert (on.at, on.level, on.for_) == ("system", 3, timedelta(minutes=30))
    assert "region.on_call" in rule("system-3").steps[0].to


def test_story_2_the_director_hears_of_a_silent_feed_after_30_minutes_and_only_where_it_was_3() -> None:
    first, second, *_ = rule("feed-silent").steps
    assert (first.to, first.wait) == (("unit.site_manager", "unit.feed_contact"), timedelta(minutes=30))
    assert "voice" not in first.by
    assert (second.to, second.by) == (("holder", "system.director"), ("voice",))
    assert second.only is not None
    assert second.only.last_known_at_least == 3


def test_story_2_a_declared_4_rings_the_director_at_once() -> None:
    first = rule("declared-4").steps[0]
    assert ("system.director" in first.to, "voice" in first.by, first.only) == (True, True, None)


def test_figures_that_people_type_are_chased_by_day() -> None:
    assert rule("figures-late").night is False


def test_a_declaration_that_lapses_is_told_once_to_whose_word_it_is_and_to_who_holds_the_system() -> None:
    found = rule("declaration-lapsing")
    assert (found.on, found.repeat, found.all_clear) == (
        OnDeclarationLapsing(cause="declaration_lapsing", before=timedelta(minutes=30)),
        0,
        False,
    )
    assert [(step.to, step.by) for step in found.steps] == [(("declarer", "holder"), ("sms", "email"))]


def test_levels_two_apart_wait_for_the_morning_only_where_people_say_more_than_the_figures() -> None:
    below, above = rule("declared-below"), rule("declared-above")
    assert (below.night, above.night, below.all_clear, above.all_clear) == (True, False, False, False)
    assert isinstance(below.on, OnDeclarationDiffers)
    assert (below.on.by, below.on.for_) == (2, timedelta(minutes=15))


def test_a_unit_at_3_calls_its_own_manager_at_night_only() -> None:
    on = rule("unit-3-at-night").on
    assert isinstance(on, OnCalculated)
    assert on.between is not None
    assert (on.between.from_, on.between.until) == (time(20), time(8))


# --- against the seats of a system ---


@pytest.mark.parametrize("name", NAMES)
def test_every_seat_that_the_default_policy_calls_is_in_a_reference_system(name: str) -> None:
    found = check_policy_against(packaged_policy().policy, system(name).seats, seat_scopes(system(name)))
    assert list(found) == []


@pytest.mark.parametrize("name", NAMES)
def test_hazard_h3_every_opel_4_rule_rings_a_seat_that_is_always_filled_in_a_reference_system(
    name: str,
) -> None:
    scopes = seat_scopes(system(name))
    always = {f"{scopes[seat.at]}.{seat.seat}" for seat in system(name).seats if seat.must and not seat.hours}
    for one in packaged_policy().policy.rules:
        if isinstance(one.on, OnCalculated | OnDeclared) and one.on.level == 4:
            assert always & {ref for step in one.steps if HEARD & set(step.by) for ref in step.to}, one.id


def test_a_step_whose_every_seat_is_nowhere_is_refused() -> None:
    found = [one for one in missing("good.every_cause.yaml", [DIRECTOR, SITE_MANAGER]) if one.refused]
    assert [(one.path, one.reason.split(" is no ")[0]) for one in found] == [
        (("rules", 2, "steps", 0), "reaches nobody: unit.on_call"),
        (("rules", 3, "steps", 0), "reaches nobody: place.cell_lead"),
        (("rules", 4, "steps", 0), "reaches nobody: region.on_call"),
        (("rules", 8, "steps", 0), "reaches nobody: unit.feed_contact"),
    ]


def test_a_seat_missing_beside_others_is_only_a_warning() -> None:
    room_lead = DIRECTOR.model_copy(update={"seat": "room_lead"})
    found = missing("good.every_cause.yaml", [room_lead, SITE_MANAGER])
    assert [(one.path, one.reason.split(" ")[0]) for one in found if not one.refused] == [
        (("rules", 4, "steps", 1, "to"), "system.director")
    ]


def test_a_step_by_hand_without_a_seat_that_rings_is_refused() -> None:
    found = missing("good.smallest.yaml", [DIRECTOR])
    assert [(one.path, one.refused) for one in found] == [(("rules", 1, "steps", 0, "via"), True)]


def test_without_a_seat_that_holds_the_system_there_is_no_holder() -> None:
    found = missing("good.smallest.yaml", [SITE_MANAGER])
    assert [one.path for one in found] == [("rules", 0, "steps", 0), ("rules", 1, "steps", 0)]


def test_a_seat_of_the_same_name_elsewhere_does_not_count() -> None:
    at_the_trust = DIRECTOR.model_copy(update={"seat": "on_call", "at": "RD8"})
    found = missing("good.every_cause.yaml", [DIRECTOR, SITE_MANAGER, at_the_trust])
    assert "region.on_call" in [one.reason.split(" ")[2] for one in found if one.refused]


# --- the command ---


def test_the_packaged_policy_checks() -> None:
    code, out, said = run()
    assert (code, said) == (0, "")
    assert out == "default.yaml: default version 1, example, 12 rules: checks\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_packaged_policy_checks_against_a_reference_system(name: str) -> None:
    code, out, said = run("--system", name)
    assert (code, said) == (0, "")
    assert out.endswith(f"checks with the seats of {system(name).system}\n")


def test_checking_a_bad_file_says_why_and_fails() -> None:
    code, _, said = run(str(FOLDER / "bad.nobody_woken.yaml"), "no-such-file.yaml")
    assert code == 1
    assert "bad.nobody_woken.yaml:16: rules[1].steps: wakes nobody" in said
    assert "no-such-file.yaml" in said


def test_a_policy_that_calls_nobody_here_is_refused_and_a_warning_alone_is_not() -> None:
    file = str(FOLDER / "good.every_cause.yaml")
    code, out, said = run(file, "--system", str(SYSTEMS / "good.seats.yaml"))
    assert code == 1
    assert "rules[2].steps[0]: reaches nobody: unit.on_call is no seat of this system" in said
    assert "checks" not in out
    code, out, said = run(str(FOLDER / "good.smallest.yaml"), "--system", str(SYSTEMS / "good.seats.yaml"))
    assert (code, said) == (0, "")


def test_a_system_that_does_not_check_is_no_measure() -> None:
    code, _, said = run("--system", str(SYSTEMS / "bad.seat_nowhere.yaml"))
    assert code == 1
    assert "seats[3].at: RD8-Z" in said
