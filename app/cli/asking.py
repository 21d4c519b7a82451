"""What the commands for people and keys share: where the database is, and how a refusal is said."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from app.db.connection import Connection

Answer = TypeVar("Answer")

Dsn = Annotated[str, typer.Option("--dsn", envvar="SURGELINE_DSN", help="postgresql://…", show_default=False)]
System = Annotated[str, typer.Option(help="Code of the system, as QHG.", show_default=False)]


def ask(dsn: str, question: Callable[["Connection"], Awaitable[Answer]]) -> Answer:
    """Run it as the owner of the tables; what is refused ends the command with one sentence and status 1."""
    import asyncpg

    from app.access.enrol import EnrolmentRefused

    try:
        return asyncio.run(as_owner_asked(dsn, question))
    except EnrolmentRefused as refusal:
        raise stopped(str(refusal)) from None
    except (OSError, ValueError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as error:
        raise stopped(f"The database cannot be reached: {error}") from None
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
        raise stopped(f"The database does not let us in: {error}") from None
    except asyncpg.InsufficientPrivilegeError as error:
        raise stopped(f"This takes a login that may act as surgeline_owner: {error}") from None
    except (asyncpg.InvalidParameterValueError, asyncpg.UndefinedTableError):
        raise stopped("This database is not ours yet: run `surgeline db upgrade` first.") from None


async def as_owner_asked(dsn: str, question: Callable[["Connection"], Awaitable[Answer]]) -> Answer:
    """One question on one connection."""
    from app.db.engine import as_owner

    async with as_owner(dsn) as connection:
        return await question(connection)


def stopped(sentence: str) -> typer.Exit:
    """The end of a command that could not do what was asked."""
    from rich.console import Console

    Console(stderr=True).print(sentence, markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)


def say(sentence: str) -> None:
    """A line that may be long and is never coloured: keys and passwords are copied from it."""
    from rich.console import Console

    Console().print(sentence, markup=False, highlight=False, soft_wrap=True)
