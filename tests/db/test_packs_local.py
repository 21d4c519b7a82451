"""Packs of a local team: kept in the database, assigned by a system file, and no start with a bad one."""

from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.cli.server import CannotStart, rules_of
from triggers.loading import packaged_texts

PACK = dict(packaged_texts())["opel-acute-2024-26.yaml"].replace(
    "pack: opel-acute-2024-26", "pack: opel-acute-local"
)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "local.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def test_a_local_pack_is_loaded_once_and_never_changed(database: str, file: Path) -> None:
    assert run("packs", "load", str(file), "--dsn", database)[0] == 0
    assert run("packs", "load", str(file), "--dsn", database)[0] == 0
    file.write_text(PACK.replace("title:", "title: Another", 1), encoding="utf-8")
    status, said = run("packs", "load", str(file), "--dsn", database)
    assert (status, "give this one a new version" in said) == (1, True)


async def test_the_service_judges_by_what_is_loaded(database: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute("INSERT INTO pack_text VALUES ('opel-acute-local', 1, 'sha', $1, now())", PACK)
    await connection.close()
    assert ("opel-acute-local", 1) in (await rules_of(database)).packs


async def test_a_service_with_a_pack_that_does_not_check_does_not_start_and_says_which_line(
    database: str,
) -> None:
    connection = await asyncpg.connect(database)
    broken = PACK.replace("metric: ed.majors_resus_occupancy_pct", "metric: ed.none")
    line = next(n for n, words in enumerate(broken.splitlines(), 1) if "ed.none" in words)
    await connection.execute("INSERT INTO pack_text VALUES ('opel-acute-local', 1, 'sha', $1, now())", broken)
    await connection.close()
    with pytest.raises(CannotStart, match=rf"opel-acute-local version 1:{line}:.*ed\.none"):
        await rules_of(database)
