"""`surgeline cards`: checks action cards."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.texts import read_texts, refuse

cards_app = typer.Typer(no_args_is_help=True, help="Action cards.")


@cards_app.callback()
def cards() -> None:
    """Action cards."""


@cards_app.command("check")
def check_cards(
    files: Annotated[list[Path] | None, typer.Argument(help="Card files; the packaged ones if none.")] = None,
) -> None:
    """Check cards with the service's own loader; name file, line, path and reason of what is wrong."""
    from actions.loading import LibraryErrors, LoadedLibrary, collect_library, packaged_texts, read_library
    from triggers.catalogue import load_catalogue

    metrics = load_catalogue().metrics
    loaded: list[LoadedLibrary] = []
    problems: list[str] = []
    for name, text in read_texts(files, problems) if files else packaged_texts("library"):
        try:
            loaded.append(read_library(text, name, metrics))
        except LibraryErrors as error:
            problems += map(str, error.problems)
        else:
            found = loaded[-1].library
            said = f"{found.library} version {found.version}, {found.provenance}, {len(found.cards)} cards"
            typer.echo(f"{name}: {said}: checks")
    try:
        collect_library(loaded)
    except LibraryErrors as error:
        problems += map(str, error.problems)
    refuse(problems)
