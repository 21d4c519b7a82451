"""`surgeline journal`: proves that nothing in a system's journal was lost or altered."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.asking import Dsn, ask, say, stopped
from app.db.connection import Connection

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

journal_app = typer.Typer(help="The hash-chained journal.", no_args_is_help=True)


@journal_app.callback()
def group() -> None:
    """Keeps `verify` a word of its own."""


@journal_app.command("verify")
def verify_command(
    dsn: Dsn, system: Annotated[str | None, typer.Option(help="One system; all of them if not given.")] = None
) -> None:
    """Follow every link. Exit status 1 names the first entry that is wrong."""
    from rich.progress import Progress

    from app.journal.verify import Verified, streams_of, verify

    async def verified(connection: Connection) -> list[Verified]:
        with Progress(transient=True) as progress:
            found = []
            for stream in [system] if system else await streams_of(connection):
                told = partial(tell, progress, progress.add_task(stream))
                found.append(await verify(connection, stream, told))
        return found

    results = ask(dsn, verified)
    for one in results:
        if one.problem is None:
            say(f"{one.stream}: {one.entries} entries, whole; head {one.head.seq} {one.head.hash.hex()}")
    wrong = [f"{one.stream}: {one.problem}" for one in results if one.problem is not None]
    if wrong:
        raise stopped("\n".join(wrong))
    if not results:
        say("There is no system here.")


def tell(progress: "Progress", task: "TaskID", done: int, of: int) -> None:
    """Moves a stream's bar."""
    progress.update(task, completed=done, total=of)
