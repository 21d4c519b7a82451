"""`surgeline demo`: an embedded PostgreSQL, BLMK as a simulated system, and a winter Monday with its Sunday."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from app.cli.asking import say, stopped

FOLDER = Path(".surgeline/demo")


def demo_command(
    port: Annotated[int, typer.Option(help="Port of the board; a free one if it is taken.")] = 8000,
    speed: Annotated[str, typer.Option(help="Service seconds in a real second; 0 stands still.")] = "60",
    begin: Annotated[str, typer.Option("--from", help="Local time at which it begins.")] = "2026-01-12T06:00",
    seed: Annotated[int, typer.Option(help="Which of the possible days.")] = 1,
    folder: Annotated[
        Path, typer.Option(help="Where the demo's database lies; made anew each time.")
    ] = FOLDER,
    *,
    yesterday: Annotated[
        bool, typer.Option(help="First live from 06:00 on the day before, in seconds.")
    ] = True,
) -> None:
    """Everything on this machine, until Ctrl-C. What it holds is simulated and is thrown away."""
    from app.cli.demonstration import Demo, demonstrate
    from app.cli.server import CannotStart

    try:
        demonstrate(Demo(folder, port, speed, begin, seed, yesterday), say)
    except CannotStart as error:
        raise stopped(str(error)) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
    say("Stopped; the demo's database is thrown away at the next start.")
