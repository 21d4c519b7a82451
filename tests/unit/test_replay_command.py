"""`surgeline packs replay` on a file: levels, hours, disagreements, refusals, a picture."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.packs import packs_app
from tests.unit.streams import METRICS
from triggers.loading import packaged_texts

LATER, EARLIER = "opel-acute-2024-26@1", "opel-acute-2023-24@1"
TEXT = dict(packaged_texts())["opel-acute-2024-26.yaml"]
CALM, BUSY = "21/72/94/88/4.1/38/95.6/3.1/14.2", "52/57/126/171/9.8/63/98.6/4.8/15.6"
DAY = [("08:00", CALM), ("11:00", BUSY), ("14:00", CALM)]


def rows(unit: str = "RD8-MKH", day: list[tuple[str, str]] = DAY) -> str:
    return "".join(
        f"{unit},{metric},{value},2026-01-12T{clock}:00Z\n"
        for clock, values in day
        for metric, value in zip(METRICS, values.split("/"), strict=True)
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "winter.csv"
    path.write_text("organisation,metric,value,observed_at\n" + rows() + rows("RC9-BED"), "utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(packs_app, ["replay", *map(str, words)], env={"COLUMNS": "140"})


def told(*words: object) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def levels(timeline: dict[str, Any]) -> list[tuple[str, int | None]]:
    return [(span["from"][11:16], span["level"]) for span in timeline["spans"]]


def test_levels_hours_and_changes_are_told(file: Path) -> None:
    found = told("--pack", LATER, "--file", file, "--unit", "RD8-MKH", "--to", "2026-01-12T16:00:00Z")
    [unit] = found["units"]
    [timeline] = unit["timelines"]
    assert levels(timeline) == [("08:00", 2), ("11:00", 4), ("14:30", 2)]
    assert timeline["seconds"] == {"1": 0, "2": 16200, "3": 0, "4": 12600, "unknown": 0}
    assert (timeline["changes"], timeline["flaps"]) == (2, 0)


def test_where_two_versions_disagree_is_told(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "next.yaml"
    other.write_text(
        TEXT.replace("hold_down: 30m", "hold_down: 0m").replace("version: 1", "version: 2"), "utf-8"
    )
    found = told("--pack", LATER, "--pack", other, "--file", file, "--to", "2026-01-12T16:00:00Z")
    differ = found["units"][0]["differ"]
    assert [(d["from"][11:16], d["to"][11:16], list(d["levels"].values())) for d in differ] == [
        ("14:00", "14:30", [4, 2])
    ]
    assert found["units"][0]["differ_seconds"] == 1800


def test_what_came_before_the_stretch_counts_and_is_not_shown(file: Path) -> None:
    found = told("--pack", LATER, "--file", file, "--from", "2026-01-12T12:00:00Z")
    assert levels(found["units"][0]["timelines"][0])[0] == ("12:00", 4)


def test_rows_refused_are_counted_by_reason_and_named(file: Path) -> None:
    with file.open("a", encoding="utf-8") as more:
        more.write("RD8-MKH,beds.nope,3,2026-01-12T08:00:00Z\n")
    result = run("--pack", LATER, "--file", file)
    assert "1 of 55 rows were refused" in result.stderr
    assert "row 55: RD8-MKH beds.nope: beds.nope is not in the metrics catalogue." in result.stderr
    assert told("--pack", LATER, "--file", file)["refused"] == {"unknown_metric": 1}


def test_the_table_is_for_people(file: Path) -> None:
    said = run("--pack", LATER, "--pack", EARLIER, "--file", file).stdout
    assert "RC9-BED" in said
    assert "RD8-MKH opel-acute-2024-26@1: Mon 12 Jan 2026 08:00 2, Mon 12 Jan 2026 11:00 4" in said


def test_with_a_systems_file_figures_fall_late_and_only_its_units_are_run(file: Path) -> None:
    assert told("--pack", LATER, "--file", file, "--system", "blmk")["units"][0]["unit"] == "RC9-BED"
    result = run("--pack", LATER, "--file", file, "--system", "llr")
    assert (result.exit_code, "RC9-BED is no unit of" in result.stderr) == (1, True)


@pytest.mark.parametrize("name", ["levels.svg", "levels.png"])
def test_a_picture_is_drawn(file: Path, tmp_path: Path, name: str) -> None:
    picture = tmp_path / name
    assert run("--pack", LATER, "--file", file, "--picture", picture).exit_code == 0
    assert picture.read_bytes()[:4] in {b"<svg", b"\x89PNG"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--pack", "acute-rollup-points@1", "--file", "x.csv"), 1, "scores no figures"),
        (("--pack", LATER, "--file", "x.csv"), 2, "there is no such file"),
        (("--pack", LATER), 1, "Name the figures"),
        (("--pack", LATER, "--file", "x.csv", "--picture", "x.gif"), 1, "a picture is .svg or .png"),
        (("--pack", LATER, "--file", "x.csv", "--from", "2026-01-12T08:00"), 1, "has no time zone"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], status: int, said: str) -> None:
    result = run(*words)
    assert (result.exit_code, said in result.stderr) == (status, True)


def test_a_unit_without_figures_is_said(file: Path) -> None:
    result = run("--pack", LATER, "--file", file, "--unit", "RX1")
    assert (result.exit_code, "There is no figure of RX1" in result.stderr) == (1, True)
