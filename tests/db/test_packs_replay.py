"""A back-test of what is stored tells what the service journalled when it was received."""

import asyncio
import json
from datetime import datetime

import asyncpg
import orjson
import pytest
from typer.testing import CliRunner

from app.cli import app
from tests.unit.streams import METRICS
from tests.writing import BEDFORD, MKUH, minutes, posting, prepared, process, reading

LATER = "opel-acute-2024-26@1"
CALM, BUSY, MILD = (
    "21/72/94/88/4.1/38/95.6/3.1/14.2",
    "52/57/126/171/9.8/63/98.6/4.8/15.6",
    "14/79/70/50/1/20/91/1/9",
)


async def lived(dsn: str) -> list[tuple[str, datetime, int | None]]:
    """Two units send figures, one of them late and one twice; unit, time and level as journalled."""
    system = await prepared(dsn)
    async with process(dsn) as writer:
        for unit, ago, figures in [(MKUH, 30, CALM), (BEDFORD, 30, MILD), (MKUH, 15, BUSY), (MKUH, 20, MILD)]:
            pairs = zip(METRICS, figures.split("/"), strict=True)
            sent = [reading(unit, value, system.now - minutes(ago), metric=metric) for metric, value in pairs]
            await writer.submit(posting(system.by, *sent))
            await writer.submit(posting(system.by, *sent))
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch("SELECT unit, body FROM journal WHERE kind = 'level' ORDER BY seq")
    finally:
        await connection.close()
    bodies = [(row["unit"], orjson.loads(row["body"])) for row in rows if row["unit"] in {MKUH, BEDFORD}]
    return [(unit, datetime.fromisoformat(body["effective_at"]), body["now"]) for unit, body in bodies]


@pytest.mark.parametrize("system", [(), ("--system", "blmk")])
def test_a_stream_is_told_as_it_was_journalled(database: str, system: tuple[str, ...]) -> None:
    journalled = asyncio.run(lived(database))
    words = ["packs", "replay", "--pack", LATER, "--dsn", database, "--stream", "QHG", "--json", *system]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.stderr
    told = [
        (unit["unit"], datetime.fromisoformat(span["from"]), span["level"])
        for unit in json.loads(result.stdout)["units"]
        for span in unit["timelines"][0]["spans"]
        if span["level"] is not None
    ]
    assert sorted(told) == sorted(journalled)
    assert len(told) == 3


def test_a_database_that_is_not_ours_is_said() -> None:
    words = [
        "packs",
        "replay",
        "--pack",
        LATER,
        "--dsn",
        "postgresql://nobody@127.0.0.1:1/x",
        "--stream",
        "QHG",
    ]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, "cannot be reached" in result.stderr) == (1, True)
