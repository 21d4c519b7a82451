"""`surgeline people`: those who are called, and how each is reached."""

from typing import Annotated

import typer

from app.access.actions import Role
from app.cli.asking import Dsn, System, ask, say

people_app = typer.Typer(help="People who are called, and how they are reached.", no_args_is_help=True)

Named = Annotated[
    str, typer.Argument(help="An id, an account's e-mail address, or a name.", show_default=False)
]
Sms = Annotated[str | None, typer.Option(help="Mobile number for texts; empty removes it.")]
Voice = Annotated[str | None, typer.Option(help="Number that is rung by machine.")]
Email = Annotated[str | None, typer.Option(help="Address for pages.")]
Phone = Annotated[str | None, typer.Option(help="Number that people are shown.")]


def given(**ways: str | None) -> dict[str, str]:
    """The ways that were named."""
    return {way: address for way, address in ways.items() if address is not None}


@people_app.command("add")
def add(  # noqa: PLR0913, PLR0917 - the options of a command
    name: Annotated[str, typer.Argument(show_default=False)],
    dsn: Dsn,
    role: Annotated[Role, typer.Option(show_default=False)],
    system: System,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="A unit's code; again for more.")] = None,
    sms: Sms = None,
    voice: Voice = None,
    email: Email = None,
    phone: Phone = None,
) -> None:
    """Somebody who is called but does not sign in."""
    from app.access.enrol import Wanted
    from app.access.reach import add_person
    from app.clock import real_now

    wanted = Wanted(system, tuple(unit or ["*"]), role)
    contacts = given(sms=sms, voice=voice, email=email, phone=phone)
    made = ask(dsn, lambda connection: add_person(connection, name, wanted, contacts, real_now()))
    say(f"{name} can be put on the rota of {system} as {made}.")


@people_app.command("reach")
def reach(  # noqa: PLR0913 - the options of a command
    person: Named,
    dsn: Dsn,
    sms: Sms = None,
    voice: Voice = None,
    email: Email = None,
    phone: Phone = None,
    *,
    verified: Annotated[bool, typer.Option(help="They have proven that these work.")] = False,
) -> None:
    """How somebody is reached: set, remove or prove it, and see it."""
    from app.access.reach import Contact, contacts_of, person_named, set_contacts, verify_contacts
    from app.clock import real_now
    from app.db.connection import Connection

    async def changed(connection: Connection) -> tuple[Contact, ...]:
        async with connection.transaction():
            found = await person_named(connection, person)
            await set_contacts(connection, found, given(sms=sms, voice=voice, email=email, phone=phone))
            if verified:
                await verify_contacts(connection, found, real_now())
            return await contacts_of(connection, found)

    contacts = ask(dsn, changed)
    for contact in contacts:
        proven = f"proven {contact.verified_at:%d %b %Y}" if contact.verified_at else "not proven yet"
        say(f"{contact.channel:6} {contact.address}  ({proven})")
    if not contacts:
        say(f"{person} cannot be reached: no number and no address is held.")


@people_app.command("close")
def close(person: Named, dsn: Dsn) -> None:
    """Somebody is called no more and signs in no more; what they did stays theirs."""
    from app.access.reach import close_person
    from app.clock import real_now

    closed = ask(dsn, lambda connection: close_person(connection, person, real_now()))
    say(f"{closed} is offered on no rota any more. Put somebody else into the seats they hold.")
