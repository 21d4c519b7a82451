"""`surgeline users` and `surgeline keys`, as an administrator types them."""

import asyncio
import re

import pytest
import typer
from typer.testing import CliRunner, Result

from app.access.tokens import is_key
from app.cli.keys import keys_app
from app.cli.users import users_app
from app.db.engine import as_owner
from app.embedded import Cluster
from tests.people import add_system

USER = ("users", "add", "lead@example.org", "--name", "Ada Lead", "--role", "room_lead", "--system", "QHG")
KEY = ("keys", "add", "MKUH feed", "--system", "QHG")


@pytest.fixture
def surgeline(database: str) -> str:
    """The DSN of a database with a simulated system QHG and a live one QK1."""

    async def fill() -> None:
        async with as_owner(database) as connection:
            await add_system(connection)
            await add_system(connection, "QK1", "live")

    asyncio.run(fill())
    return database


def run(dsn: str, *words: str, stdin: str = "") -> Result:
    app = typer.Typer()
    app.add_typer(users_app, name="users")
    app.add_typer(keys_app, name="keys")
    return CliRunner().invoke(app, words, input=stdin, env={"SURGELINE_DSN": dsn, "COLUMNS": "200"})


def test_a_person_is_given_a_password_that_is_printed_once(surgeline: str) -> None:
    done = run(surgeline, *USER)
    assert done.exit_code == 0
    assert re.search(r"shown only now: ([a-z2-9]{4}-){4}[a-z2-9]{4}\n", done.output)
    listed = run(surgeline, "users", "list").output
    assert "room_lead at QHG/*" in listed
    assert "lead@example.org" in listed


def test_a_password_may_come_from_standard_input(surgeline: str) -> None:
    done = run(surgeline, *USER, "--password-stdin", stdin="correct horse battery\n")
    assert done.exit_code == 0
    assert "horse" not in done.output


def test_a_short_password_is_refused(surgeline: str) -> None:
    done = run(surgeline, *USER, "--password-stdin", stdin="short\n")
    assert (done.exit_code, done.stderr) == (1, "A password has 12 to 512 characters.\n")


def test_an_address_has_one_account_and_may_be_granted_more(surgeline: str) -> None:
    run(surgeline, *USER)
    again = run(surgeline, *USER)
    assert again.exit_code == 1
    assert "users grant" in again.stderr
    granted = run(surgeline, "users", "grant", "lead@example.org", "--role", "viewer", "--system", "QK1")
    assert granted.exit_code == 0
    assert "viewer at QK1/*" in run(surgeline, "users", "list").output


def test_a_closed_account_says_since_when(surgeline: str) -> None:
    run(surgeline, *USER)
    assert run(surgeline, "users", "close", "LEAD@example.org").exit_code == 0
    assert run(surgeline, "users", "close", "nobody@example.org").exit_code == 1


def test_a_key_is_printed_once_and_listed_without_its_secret(surgeline: str) -> None:
    made = run(surgeline, *KEY, "--unit", "RD8-MKH")
    key = made.output.splitlines()[-1]
    assert is_key(key)
    listed = run(surgeline, "keys", "list").output
    assert "provider at QHG/RD8-MKH" in listed
    assert key not in listed


def test_a_key_is_revoked_by_its_name_while_only_one_has_it(surgeline: str) -> None:
    run(surgeline, *KEY, "--unit", "RD8-MKH")
    assert run(surgeline, "keys", "revoke", "MKUH feed").exit_code == 0
    assert run(surgeline, "keys", "revoke", "MKUH feed").exit_code == 1
    run(surgeline, *KEY, "--unit", "RD8-MKH")
    run(surgeline, *KEY, "--unit", "RD8-MKH")
    assert "say which" in run(surgeline, "keys", "revoke", "MKUH feed").stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--system", "QXX", "--unit", "RD8-MKH"), "There is no system 'QXX'. There is: QHG, QK1."),
        (("--system", "QHG", "--unit", "RD8"), "QHG has no unit 'RD8'. There is: RC9-BED, RD8-MKH."),
        (("--system", "QHG"), "Name the units the key may write: --unit CODE, once for each."),
        (
            ("--system", "QK1", "--role", "simulator"),
            "QK1 is a live system: nothing simulated may be posted to it.",
        ),
        (
            ("--system", "QHG", "--unit", "*", "--role", "director"),
            "A key is for a provider or a simulator; director is for people.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_there_is(
    words: tuple[str, ...], sentence: str, surgeline: str
) -> None:
    done = run(surgeline, "keys", "add", "A feed", *words)
    assert (done.exit_code, done.stderr) == (1, sentence + "\n")


@pytest.mark.parametrize("dsn", ["postgresql://nobody@127.0.0.1:1/none", "mysql://x", "rubbish"])
def test_an_unreachable_database_is_one_sentence(dsn: str) -> None:
    done = run(dsn, "users", "list")
    assert done.exit_code == 1
    assert done.stderr.startswith("The database cannot be reached: ")


def test_a_database_that_was_never_migrated_says_what_to_run(cluster: Cluster, template: str) -> None:
    assert template  # the roles are there
    done = run(cluster.dsn(), "keys", "list")
    assert (done.exit_code, done.stderr) == (
        1,
        "This database is not ours yet: run `surgeline db upgrade` first.\n",
    )
