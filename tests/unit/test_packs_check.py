"""Pack files good and bad, and the commands that read them. A bad file first says what is wrong."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app.cli.assess import assess_command
from app.cli.packs import packs_app
from tests.unit.ruling import catalogue
from triggers.loading import PackErrors, load_packs, read_pack

FOLDER = Path(__file__).parent / "packs"
HEADING = "organisation,metric,value,observed_at\n"
APP = typer.Typer()
APP.add_typer(packs_app, name="packs")
APP.command("assess")(assess_command)


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(APP, list(arguments))
    assert found.exception is None or isinstance(found.exception, SystemExit)
    return found.exit_code, found.stdout, found.stderr


@pytest.mark.parametrize("file", sorted(FOLDER.glob("good.*")), ids=lambda file: file.name)
def test_a_good_pack_is_read(file: Path) -> None:
    assert read_pack(file.read_text("utf-8"), file.name, catalogue()).pack.version == 1


@pytest.mark.parametrize("file", sorted(FOLDER.glob("bad.*")), ids=lambda file: file.name)
def test_a_bad_pack_is_refused_with_its_reason(file: Path) -> None:
    text = file.read_text("utf-8")
    with pytest.raises(PackErrors) as refused:
        read_pack(text, file.name, catalogue())
    assert any(
        text.splitlines()[0].removeprefix("# ") in problem.reason for problem in refused.value.problems
    )
    assert all(problem.file == file.name and problem.line >= 1 for problem in refused.value.problems)


def test_a_problem_names_its_line() -> None:
    file = FOLDER / "bad.unknown_metric.yaml"
    with pytest.raises(PackErrors) as refused:
        read_pack(file.read_text("utf-8"), file.name, catalogue())
    assert [(p.path, p.line) for p in refused.value.problems] == [("parameters[0].metric", 10)]


def test_the_packaged_packs_check() -> None:
    assert {pack for pack, _ in load_packs(catalogue()).by_key} == {
        "opel-acute-2023-24",
        "opel-acute-2024-26",
        "acute-rollup-points",
        "acute-rollup-percent",
        "overall-rollup-percent",
        "trial-rollup-percent",
        "example-community",
        "example-mental-health",
        "example-nhs111",
        "reap-scale",
        "gpas-scale",
        "declared-level",
        "example-triggers",
    }
    assert run("packs", "check")[0] == 0


def test_checking_a_bad_file_says_why_and_fails() -> None:
    code, _, said = run("packs", "check", str(FOLDER / "bad.cuts_fall.yaml"), "no-such-file.yaml")
    assert code == 1
    assert "bad.cuts_fall.yaml:10: parameters[0].cuts: must rise" in said
    assert "no-such-file.yaml" in said


def test_assessing_gives_an_object_for_each_organisation(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    pairs = [
        "ambulance.mean_handover_minutes,52",
        "ed.four_hour_performance_pct,57",
        "ed.majors_resus_occupancy_pct,126",
    ]
    pairs += ["ed.median_time_to_treatment_minutes,171", "ed.over_12h_from_arrival_pct,9.80"]
    lines = [f"X1,{pair},2026-01-12T14:30:00Z" for pair in pairs]
    lines += ["X2,beds.nctr_pct,unknown,2026-01-12T14:00:00Z", "X2,beds.nope,1,2026-01-12T14:00:00Z"]
    file.write_text(HEADING + "\n".join(lines), "utf-8")
    code, out, said = run("assess", "--pack", "opel-acute-2024-26", "--readings", str(file), "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert (code, first["organisation"], first["level"], first["score"], first["available"]) == (
        0,
        "X1",
        4,
        13,
        15,
    )
    assert '"value": 9.80' in out
    assert (second["level"], second["stated"], second["parameters"][8]["value"]) == (None, False, "unknown")
    assert "line 8: metric: beds.nope" in said


@pytest.mark.parametrize(
    ("pack", "text"),
    [
        ("nope", "X1,beds.nctr_pct,10,2026-01-12T14:00:00Z"),
        ("acute-rollup-points", "X1,beds.nctr_pct,10,2026-01-12T14:00:00Z"),
        ("opel-acute-2024-26", "X1,beds.nctr_pct,ten,2026-01-12T14:00:00Z"),
        ("opel-acute-2024-26", "X1,beds.nctr_pct,10,2026-01-12T14:00:00"),
        ("opel-acute-2024-26", "X1,beds.nctr_pct,-9999,2026-01-12T14:00:00Z"),
        ("opel-acute-2024-26", ""),
    ],
)
def test_what_cannot_be_assessed_is_said_and_fails(pack: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(HEADING + text, "utf-8")
    code, out, said = run("assess", "--pack", pack, "--readings", str(file))
    assert (code, out) == (2, "")
    assert said
