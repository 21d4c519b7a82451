"""`surgeline people`, as an administrator types it: who is called, and how each is reached."""

import asyncio

import asyncpg
import pytest
import typer
from typer.testing import CliRunner, Result

from app.cli.keys import keys_app
from app.cli.people import people_app
from app.cli.users import users_app
from app.db.engine import as_owner
from tests.people import add_system

ADD = ("people", "add", "Sol Hartigan", "--role", "provider", "--system", "QHG", "--unit", "RD8-MKH")


@pytest.fixture
def surgeline(database: str) -> str:
    """The DSN of a database with a system QHG."""

    async def fill() -> None:
        async with as_owner(database) as connection:
            await add_system(connection)

    asyncio.run(fill())
    return database


def run(dsn: str, *words: str) -> Result:
    app = typer.Typer()
    for name, part in (("people", people_app), ("users", users_app), ("keys", keys_app)):
        app.add_typer(part, name=name)
    return CliRunner().invoke(app, words, env={"SURGELINE_DSN": dsn, "COLUMNS": "200"})


def held(dsn: str) -> dict[str, tuple[str, bool]]:
    """Each way with its address, and whether it was proven."""

    async def read() -> list[asyncpg.Record]:
        async with as_owner(dsn) as connection:
            return await connection.fetch("SELECT channel, address, verified_at FROM contact")

    return {row["channel"]: (row["address"], row["verified_at"] is not None) for row in asyncio.run(read())}


def person_of(done: Result) -> str:
    """The id that was told."""
    return done.output.strip().rstrip(".").rpartition(" ")[2]


def test_somebody_who_is_called_needs_no_account(surgeline: str) -> None:
    done = run(
        surgeline, *ADD, "--sms", "07700 900115", "--email", "Sol@Example.org", "--phone", "01908 1 ext 2"
    )
    assert done.exit_code == 0, done.output
    assert person_of(done).startswith("user:")
    assert held(surgeline) == {
        "sms": ("+447700900115", False),
        "email": ("sol@example.org", False),
        "phone": ("01908 1 ext 2", False),
    }
    assert "provider at QHG/RD8-MKH" in run(surgeline, "users", "list").output
    assert person_of(done) not in run(surgeline, "keys", "list").output


def test_ways_are_added_changed_removed_and_shown(surgeline: str) -> None:
    run(surgeline, *ADD, "--sms", "07700 900115")
    done = run(surgeline, "people", "reach", "Sol Hartigan", "--voice", "+44 (7700) 900-116")
    assert done.output.splitlines() == [
        "sms    +447700900115  (not proven yet)",
        "voice  +447700900116  (not proven yet)",
    ]
    run(surgeline, "people", "reach", "Sol Hartigan", "--sms", "", "--voice", "07700 900117")
    assert held(surgeline) == {"voice": ("+447700900117", False)}
    run(surgeline, "people", "reach", "Sol Hartigan", "--voice", "")
    assert run(surgeline, "people", "reach", "Sol Hartigan").output == (
        "Sol Hartigan cannot be reached: no number and no address is held.\n"
    )


def test_a_way_is_proven_until_its_address_is_another(surgeline: str) -> None:
    run(surgeline, *ADD, "--sms", "07700 900115", "--voice", "07700 900115")
    assert "not proven" not in run(surgeline, "people", "reach", "Sol Hartigan", "--verified").output
    run(surgeline, "people", "reach", "Sol Hartigan", "--sms", "07700 900115", "--voice", "07700 900116")
    assert held(surgeline) == {"sms": ("+447700900115", True), "voice": ("+447700900116", False)}


def test_somebody_is_named_by_id_account_or_a_name_that_only_they_have(surgeline: str) -> None:
    user = (
        "users",
        "add",
        "Lead@example.org",
        "--name",
        "Ada Lead",
        "--role",
        "room_lead",
        "--system",
        "QHG",
    )
    run(surgeline, *user)
    assert run(surgeline, "people", "reach", "LEAD@example.org", "--sms", "07700 900118").exit_code == 0
    first = person_of(run(surgeline, *ADD))
    assert run(surgeline, "people", "reach", "Sol Hartigan").exit_code == 0
    run(surgeline, *ADD)
    several = run(surgeline, "people", "reach", "Sol Hartigan")
    assert (several.exit_code, several.stderr) == (
        1,
        "Several people are known as 'Sol Hartigan'. See: users list.\n",
    )
    assert run(surgeline, "people", "reach", first).exit_code == 0
    nobody = run(surgeline, "people", "reach", "Nobody Known")
    assert (nobody.exit_code, nobody.stderr) == (1, "Nobody is known as 'Nobody Known'. See: users list.\n")


@pytest.mark.parametrize(
    ("ways", "sentence"),
    [
        (("--sms", "07700"), "'07700' is not a telephone number such as +44 7700 900123."),
        (("--voice", "switchboard"), "'switchboard' is not a telephone number such as +44 7700 900123."),
        (("--email", "sol"), "'sol' is not an e-mail address."),
        (("--email", "a@b, c@d"), "'a@b, c@d' is not an e-mail address."),
        (("--phone", "ask\nme"), "'ask\\nme' is not a number to be shown, such as 01908 000000 ext 12."),
    ],
)
def test_an_address_that_cannot_work_is_refused_and_nothing_is_changed(
    surgeline: str, ways: tuple[str, ...], sentence: str
) -> None:
    refused = run(surgeline, *ADD, *ways)
    assert (refused.exit_code, refused.stderr) == (1, sentence + "\n")
    assert "Sol Hartigan" not in run(surgeline, "users", "list").output
    run(surgeline, *ADD, "--sms", "07700 900115")
    way = "--voice" if ways[0] == "--sms" else "--sms"
    refused = run(surgeline, "people", "reach", "Sol Hartigan", way, "07700 900199", *ways)
    assert refused.exit_code == 1
    assert held(surgeline) == {"sms": ("+447700900115", False)}


def test_what_is_not_there_is_refused_with_what_is(surgeline: str) -> None:
    done = run(surgeline, "people", "add", "X", "--role", "viewer", "--system", "QXX")
    assert (done.exit_code, done.stderr) == (1, "There is no system 'QXX'. There is: QHG.\n")
    done = run(surgeline, "people", "add", " ", "--role", "viewer", "--system", "QHG")
    assert (done.exit_code, done.stderr) == (1, "A name has 1 to 200 printable characters.\n")


def test_somebody_who_leaves_is_closed_and_named_no_more(surgeline: str) -> None:
    run(surgeline, *ADD, "--sms", "07700 900115")
    assert run(surgeline, "people", "close", "Sol Hartigan").exit_code == 0
    assert run(surgeline, "people", "reach", "Sol Hartigan").exit_code == 1
    listed = run(surgeline, "users", "list").output
    assert "Sol Hartigan" in listed


def test_revoking_a_key_never_closes_a_person_of_that_name(surgeline: str) -> None:
    run(surgeline, *ADD)
    assert run(surgeline, "keys", "revoke", "Sol Hartigan").exit_code == 1
    assert run(surgeline, "people", "reach", "Sol Hartigan").exit_code == 0
