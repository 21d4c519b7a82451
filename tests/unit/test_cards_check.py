"""Card files good and bad, the packaged cards, and the command that reads them. A bad file says what is wrong."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.card_text import CardText
from actions.loading import Library, LibraryErrors, collect_library, packaged_library, read_library
from app.cli import app
from app.organisations.bodies import Unit
from app.organisations.check import read_and_check
from app.organisations.reference_systems import NAMES, reference_text
from app.organisations.system_file import SystemFile
from tests.unit.ruling import catalogue

FOLDER = Path(__file__).parent / "cards"
SMALLEST = (FOLDER / "good.smallest.yaml").read_text("utf-8")
PILLARS = ("acute", "community", "mental_health", "nhs111", "ambulance", "council", "primary_care")
LEVELS = (2, 3, 4)


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["cards", "check", *arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit)
    return found.exit_code, found.stdout, found.stderr


@cache
def library() -> Library:
    return packaged_library(catalogue())


def cards() -> list[CardText]:
    """The packaged cards."""
    return [card.text for card in library().by_key.values()]


def system(name: str) -> SystemFile:
    return read_and_check(reference_text(name) or "", f"{name}.yaml")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("good.*")), ids=lambda file: file.name)
def test_a_good_file_of_cards_is_read(file: Path) -> None:
    loaded = read_library(file.read_text("utf-8"), file.name, catalogue().metrics)
    assert (loaded.library.version, len(loaded.sha)) == (1, 64)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("bad.*")), ids=lambda file: file.name)
def test_a_bad_file_of_cards_is_refused_with_its_reason(file: Path) -> None:
    text = file.read_text("utf-8")
    with pytest.raises(LibraryErrors) as refused:
        read_library(text, file.name, catalogue().metrics)
    assert any(
        text.splitlines()[0].removeprefix("# ") in problem.reason for problem in refused.value.problems
    )
    assert all(problem.file == file.name and problem.line >= 1 for problem in refused.value.problems)


def test_a_problem_names_its_line() -> None:
    file = FOLDER / "bad.unknown_metric.yaml"
    with pytest.raises(LibraryErrors) as refused:
        read_library(file.read_text("utf-8"), file.name, catalogue().metrics)
    assert [(p.path, p.line) for p in refused.value.problems] == [("cards[0].moves[0]", 16)]


def test_the_newest_version_of_a_card_is_the_one_in_force() -> None:
    newer = SMALLEST.replace("version: 1\n    title: Pull", "version: 2\n    title: Pull more")
    read = [read_library(text, "local.yaml", catalogue().metrics) for text in (newer, SMALLEST)]
    found = collect_library(read).by_key["pull"]
    assert (found.text.title, found.provenance, found.sha) == (
        "Pull more patients from ED",
        "local",
        read[0].sha,
    )


def test_another_card_under_the_same_id_and_version_is_refused() -> None:
    other = SMALLEST.replace("title: Pull", "title: Push")
    with pytest.raises(LibraryErrors, match="pull version 1 is already another card"):
        collect_library(read_library(text, "local.yaml", catalogue().metrics) for text in (SMALLEST, other))


# --- the packaged cards ---


@pytest.mark.parametrize("pillar", PILLARS)
@pytest.mark.parametrize("level", LEVELS)
def test_each_level_of_a_pillar_has_cards_for_the_unit_and_a_second_look_for_the_room(
    pillar: str, level: int
) -> None:
    found = {(card.scope, card.purpose) for card in cards() if (card.pillar, card.level) == (pillar, level)}
    assert found >= {("unit", "act"), ("unit", "stand_down"), ("system", "review")}


def test_the_region_acts_when_the_system_is_at_3_and_4() -> None:
    acting = {card.level for card in cards() if (card.scope, card.purpose) == ("region", "act")}
    assert acting == {3, 4}


def test_the_cards_can_be_read_at_four_in_the_morning() -> None:
    for card in cards():
        assert len(card.title) <= 60, card.card
        assert 2 <= len(card.steps) <= 6, card.card
        assert all(len(step) <= 100 for step in card.steps), card.card


def test_hazard_h13_what_acts_at_3_and_4_names_its_risk_and_tells_somebody_other_than_its_owner() -> None:
    for card in cards():
        if card.purpose == "act" and card.level >= 3:
            assert card.risk is not None, card.card
            assert set(card.risk.tell) - {card.owner}, card.card


def test_planned_operations_that_were_put_off_have_somebody_who_restarts_them() -> None:
    restart = library().by_key["acute-3-restart-electives"].text
    assert (restart.purpose, restart.level, restart.owner) == ("stand_down", 3, "unit.executive")


@pytest.mark.parametrize("name", NAMES)
def test_every_card_of_a_unit_has_an_owner_in_a_reference_system(name: str) -> None:
    found = system(name)
    keys = {seat.key for seat in found.seats}
    assert [
        (card.card, unit.code)
        for card, unit in _opening_at_units(found)
        if not {f"{card.owner.partition('.')[2]}@{at}" for at in (unit.code, unit.provider)} & keys
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_card_of_the_room_and_the_region_has_an_owner_in_a_reference_system(name: str) -> None:
    found = system(name)
    region = next(region.code for region in found.regions if region.relation == "accountable")
    there = {f"system.{seat.seat}" for seat in found.seats if seat.at == found.system} | {"holder"}
    there |= {f"region.{seat.seat}" for seat in found.seats if seat.at == region}
    assert [card.card for card in cards() if card.scope != "unit" and card.owner not in there] == []


def _opening_at_units(found: SystemFile) -> Iterator[tuple[CardText, Unit]]:
    return (
        (card, unit)
        for card in cards()
        for unit in found.units
        if card.scope == "unit" and card.pillar == unit.pillar
    )


# --- the command ---


def test_the_packaged_cards_check() -> None:
    code, out, said = run()
    assert (code, said) == (0, "")
    assert "acute.yaml: acute version 1, example, 16 cards: checks" in out


def test_checking_a_bad_file_says_why_and_fails() -> None:
    code, _, said = run(str(FOLDER / "bad.no_risk.yaml"), "no-such-file.yaml")
    assert code == 1
    assert "bad.no_risk.yaml:7: cards[0]: an OPEL 3 action names the `risk` it moves" in said
    assert "no-such-file.yaml" in said


def test_two_files_that_disagree_about_a_card_fail(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(SMALLEST.replace("title: Pull", "title: Push"), "utf-8")
    code, _, said = run(str(FOLDER / "good.smallest.yaml"), str(other))
    assert code == 1
    assert "pull version 1 is already another card" in said
