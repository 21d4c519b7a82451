"""`surgeline systems`: check a system's file, and make it a stream's configuration."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.asking import Dsn, ask, say, stopped
from app.db.connection import Connection

if TYPE_CHECKING:
    pass

systems_app = typer.Typer(
    help="Systems: their units, memberships, weights, expectations and assignments.", no_args_is_help=True
)

File = Annotated[
    str, typer.Argument(help="A file, or a packaged reference system: blmk, llr.", show_default=False)
]
Stream = Annotated[
    str | None, typer.Option(help="The stream; the system's own code if not given.", show_default=False)
]
Mode = Literal["live", "simulated", "exercise"]


@systems_app.command("check")
def check(file: File) -> None:
    """Check a system's file; each problem names file, line, path and reason."""
    from app.organisations.check import read_and_check
    from app.organisations.problems import SystemFileError

    text, name = _text_of(file)
    try:
        system = read_and_check(text, name)
    except SystemFileError as error:
        raise stopped(str(error)) from None
    say(f"{name}: {system.system} ({system.short}), {len(system.units)} units, nothing wrong.")


@systems_app.command("apply")
def apply(
    file: File,
    dsn: Dsn,
    stream: Stream = None,
    mode: Annotated[Mode | None, typer.Option(help="Of a new stream; live if not given.")] = None,
) -> None:
    """Make the file the stream's configuration. The same file again changes nothing."""
    from app.clock import real_now
    from app.organisations.apply import Applied, apply_system
    from app.organisations.history import WouldOrphanHistoryError
    from app.organisations.problems import SystemFileError
    from triggers.loading import PackErrors

    text, name = _text_of(file)

    async def applying(found: Connection) -> Applied:
        return await apply_system(found, text, name, stream=stream, mode=mode, now=real_now())

    try:
        applied = ask(dsn, applying)
    except (SystemFileError, WouldOrphanHistoryError, PackErrors) as error:
        raise stopped(str(error)) from None
    for change in applied.changes or ["nothing changed"]:
        say(f"{applied.stream}: {change}")


def _text_of(file: str) -> tuple[str, str]:
    """The text, and what problems call it."""
    from app.organisations.reference_systems import reference_text

    if (text := reference_text(file)) is not None:
        return text, f"{file}.yaml"
    try:
        return Path(file).read_text(encoding="utf-8"), Path(file).name
    except (OSError, UnicodeDecodeError) as error:
        say(f"{file} cannot be read: {error}")
        raise typer.Exit(2) from None
