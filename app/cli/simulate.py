"""`surgeline simulate`: lives a winter Monday against a running service. Talks HTTP only."""

import asyncio
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

FROM = "2026-01-12T06:00"


def simulate_command(  # noqa: PLR0913, PLR0917  # each is a separate choice of the operator
    url: Annotated[str, typer.Option(envvar="SURGELINE_URL", help="Where the service is.")],
    key: Annotated[str, typer.Option(envvar="SURGELINE_KEY", help="API key with the simulator role.")],
    system: Annotated[str, typer.Option(help="The simulated stream.")] = "QHG",
    speed: Annotated[str, typer.Option(help="Service seconds per real second; 0 stands still.")] = "60",
    begin: Annotated[str, typer.Option("--from", help="Local time at which it begins.")] = FROM,
    seed: Annotated[int, typer.Option(help="Which of the possible days.")] = 1,
    until: Annotated[str | None, typer.Option(help="Local time at which to stop; else never.")] = None,
    *,
    yesterday: Annotated[
        bool, typer.Option(help="First live from 06:00 on the day before, in seconds.")
    ] = False,
) -> None:
    """Post a simulated winter Monday to a simulated stream, paced by the service's own clock."""
    import httpx

    from app.simulator.client import Refused, ServerTrouble
    from app.simulator.run import Simulation, open_client, run

    end = None if until is None else local_moment(until)
    simulation = Simulation(system, speed_of(speed), local_moment(begin), seed, end, yesterday)

    async def live() -> int:
        async with open_client(url, key) as client:
            return await run(client, simulation)

    try:
        sent = asyncio.run(live())
    except (Refused, ServerTrouble, httpx.TransportError) as error:
        typer.echo(f"The service does not take the simulation: {error}", err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    typer.echo(f"{sent} posts sent.")


def speed_of(text: str) -> Decimal:
    """A pace, 0 or more, or typer.BadParameter."""
    try:
        speed = Decimal(text)
    except InvalidOperation:
        speed = Decimal(-1)
    if not (speed.is_finite() and speed >= 0):
        raise typer.BadParameter(f"{text!r} is not a number, 0 or more", param_hint="--speed")
    return speed


def local_moment(text: str) -> datetime:
    """The moment of a local time such as 2026-01-12T06:00; one with a zone is taken as it is."""
    from app.simulator.posts import ZONE

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a time such as {FROM}", param_hint="--from") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
