"""System files, good and bad: what is said of them."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.organisations.check import read_and_check
from app.organisations.problems import SystemFileError
from app.organisations.reference_systems import ABOVE, NAMES, reference_text

FILES = Path(__file__).parent / "systems"


@pytest.mark.parametrize("file", sorted(FILES.glob("good.*.yaml")), ids=lambda file: file.stem)
def test_a_good_file_checks(file: Path) -> None:
    assert read_and_check(file.read_text(encoding="utf-8"), file.name).system == "XX1"


@pytest.mark.parametrize("file", sorted(FILES.glob("bad.*.yaml")), ids=lambda file: file.stem)
def test_a_bad_file_is_refused_with_its_first_line_as_the_reason(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    expected = text.splitlines()[0].removeprefix("# says: ")

    with pytest.raises(SystemFileError) as refused:
        read_and_check(text, file.name)

    assert expected in str(refused.value)
    assert all(problem.file == file.name for problem in refused.value.problems)


def test_a_problem_names_the_line_it_is_on() -> None:
    file = FILES / "bad.unknown_provider.yaml"
    text = file.read_text(encoding="utf-8")

    with pytest.raises(SystemFileError) as refused:
        read_and_check(text, file.name)

    (problem,) = refused.value.problems
    assert "provider: RX1" in text.splitlines()[problem.line - 1]


def test_every_problem_is_told_at_once() -> None:
    text = (FILES / "good.weights_change.yaml").read_text(encoding="utf-8")
    wrong = (
        text.replace("weight: 0.516", "weight: 0.5").replace('["ed.*"]', '["edd.*"]').replace("Y59", "Y61")
    )

    with pytest.raises(SystemFileError) as refused:
        read_and_check(wrong.replace("ambulance, from", "accountable, from"), "wrong.yaml")

    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("name", NAMES + ABOVE)
def test_a_reference_system_checks_and_says_that_it_is_unverified(name: str) -> None:
    system = read_and_check(reference_text(name) or "", f"{name}.yaml")

    assert system.provenance == "unverified"
    assert {unit.provenance for unit in system.units} == {"unverified"}


def test_blmk_answers_to_one_region_and_talks_to_another() -> None:
    system = read_and_check(reference_text("blmk") or "", "blmk.yaml")

    assert {region.relation: region.name for region in system.regions} == {
        "accountable": "East of England",
        "ambulance": "South East",
    }


def test_in_llr_only_the_site_with_a_type_1_ed_counts() -> None:
    system = read_and_check(reference_text("llr") or "", "llr.yaml")

    acute = [edge for edge in system.memberships if edge.parent in {"QK1", "QK1-acute"} and "-" in edge.child]
    sites = {edge.child: edge.weight for edge in acute if edge.child in system.units_by_code}
    assert sites == {"RWE-LRI": Decimal(1)}
