"""`surgeline users`: people with local accounts. Prints a generated password once."""

import sys
from typing import Annotated

import typer

from app.access.actions import Role
from app.cli.asking import Dsn, System, ask, say

users_app = typer.Typer(help="People who sign in.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(show_default=False)]
Units = Annotated[
    list[str] | None, typer.Option("--unit", help="A unit's code; again for more. Default: all.")
]
HeldRole = Annotated[Role, typer.Option(show_default=False)]


@users_app.command("add")
def add(  # noqa: PLR0913 - the options of a command
    email: Email,
    dsn: Dsn,
    name: Annotated[str, typer.Option(show_default=False)],
    role: HeldRole,
    system: System,
    unit: Units = None,
    *,
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
) -> None:
    """Give somebody an account and a role."""
    from app.access.enrol import Person, Wanted, add_user
    from app.access.passwords import one_off_password
    from app.clock import real_now

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else one_off_password()
    person, wanted = Person(email, name, password), Wanted(system, tuple(unit or ["*"]), role)
    ask(dsn, lambda connection: add_user(connection, person, wanted, real_now()))
    say(f"{email} may sign in as {role} of {system}.")
    if not password_stdin:
        say(f"Password, shown only now: {password}")


@users_app.command("grant")
def grant(email: Email, dsn: Dsn, role: HeldRole, system: System, unit: Units = None) -> None:
    """Give somebody who has an account a further role."""
    from app.access.enrol import Wanted, grant_role

    wanted = Wanted(system, tuple(unit or ["*"]), role)
    ask(dsn, lambda connection: grant_role(connection, email, wanted))
    say(f"{email} is {role} of {system} too, at the next request.")


@users_app.command("list")
def list_users(dsn: Dsn) -> None:
    """Everybody who is or was known: by e-mail address who signs in, by id who is only called."""
    from app.access.register import listed
    from app.cli.listing import show

    show("E-mail", [(one.email or one.id, one) for one in ask(dsn, lambda found: listed(found, people=True))])


@users_app.command("close")
def close(email: Email, dsn: Dsn) -> None:
    """End somebody's account and sessions; what they did stays theirs."""
    from app.access.enrol import close_user
    from app.clock import real_now

    ask(dsn, lambda connection: close_user(connection, email, real_now()))
    say(f"{email} can no longer sign in, and is signed out.")
