"""`surgeline keys`: keys for feeds. Prints a key once; only its sha256 is kept."""

from typing import Annotated

import typer

from app.access.actions import Role
from app.cli.asking import Dsn, System, ask, say

keys_app = typer.Typer(help="Keys with which providers send readings.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(show_default=False)]


@keys_app.command("add")
def add(
    name: Name,
    dsn: Dsn,
    system: System,
    unit: Annotated[list[str] | None, typer.Option(help="A unit the key may write; again for more.")] = None,
    role: Annotated[Role, typer.Option(help="provider or simulator.")] = Role.PROVIDER,
) -> None:
    """Make a key. A simulator's may write every unit of a system that is not live."""
    from app.access.enrol import Wanted, add_key
    from app.clock import real_now

    units = tuple(unit or (["*"] if role is Role.SIMULATOR else []))
    wanted = Wanted(system, units, role)
    made = ask(dsn, lambda connection: add_key(connection, name, wanted, real_now()))
    say(f"{made.id} may write {', '.join(units)} of {system}. The key, shown only now:")
    say(made.key)


@keys_app.command("grant")
def grant(
    key: Annotated[str, typer.Argument(help="Its id, or its name.")],
    dsn: Dsn,
    system: System,
    unit: Annotated[list[str], typer.Option(help="A unit the key may write; again for more.")],
    role: Annotated[Role, typer.Option(help="provider or simulator.")] = Role.PROVIDER,
) -> None:
    """Let a key write further units, as in a system that its organisation moves to."""
    from app.access.enrol import Wanted, grant_key

    granted = ask(dsn, lambda connection: grant_key(connection, key, Wanted(system, tuple(unit), role)))
    say(f"{granted} may write {', '.join(unit)} of {system} too, within five seconds.")


@keys_app.command("list")
def list_keys(dsn: Dsn) -> None:
    """Every key there is or was, never the secret."""
    from app.access.register import listed
    from app.cli.listing import show

    show("Key", [(one.id, one) for one in ask(dsn, lambda found: listed(found, people=False))])


@keys_app.command("revoke")
def revoke(key: Annotated[str, typer.Argument(help="Its id, or its name.")], dsn: Dsn) -> None:
    """End a key: nothing more is taken from it after five seconds."""
    from app.access.enrol import revoke_key
    from app.clock import real_now

    revoked = ask(dsn, lambda connection: revoke_key(connection, key, real_now()))
    say(f"{revoked} is revoked; every process knows within five seconds.")
