"""`surgeline readings post`: sends a file of figures through the API, as any feed would."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from app.cli.asking import say

readings_app = typer.Typer(help="Readings: post a file of figures.", no_args_is_help=True)


@readings_app.callback()
def readings() -> None:
    """Readings: post a file of figures."""


@readings_app.command("post")
def post(
    file: Annotated[
        Path, typer.Argument(help="CSV of organisation,metric,value,observed_at.", show_default=False)
    ],
    url: Annotated[str, typer.Option(envvar="SURGELINE_URL", show_default=False)],
    key: Annotated[str, typer.Option(envvar="SURGELINE_KEY", help="API key.", show_default=False)],
) -> None:
    """Post every figure of a file; print what was refused or queried. Safe to repeat.

    Status 1: some were refused, or the service would not answer. 2: the file cannot be read.
    """
    from app.cli.posting import NotPosted, Outcome, post_rows
    from integrations.figures import FigureErrors, read_figures

    try:
        rows = read_figures(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError, FigureErrors) as error:
        say(f"{file.name} cannot be read:\n{error}")
        raise typer.Exit(2) from None
    outcome = Outcome()
    try:
        asyncio.run(post_rows(url, key, rows, outcome))
    except NotPosted as error:
        say(str(error))
    for remark in outcome.remarks:
        say(f"{file.name}:{remark}")
    say(", ".join(f"{count} {verdict}" for verdict, count in outcome.counts.items()) or "nothing to post")
    if outcome.refused or outcome.posted < len(rows):
        raise typer.Exit(1)
