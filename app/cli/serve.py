"""`surgeline serve`: one process of the service on a given database, which it never starts."""

from typing import Annotated

import typer

from app.cli.asking import Dsn, stopped

Host = Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.", show_default="8000")]


def serve_command(dsn: Dsn, host: Host = None, port: Port = None) -> None:
    """Serve the API and the board. Several processes may serve one database."""
    import uvloop
    from pydantic import ValidationError

    from app.cli.logs import set_up_logs
    from app.cli.server import CannotStart, serve
    from app.settings import Settings

    given = {
        name: value for name, value in (("dsn", dsn), ("host", host), ("port", port)) if value is not None
    }
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise stopped(f"SURGELINE_{str(first['loc'][0]).upper()}: {first['msg']}") from None
    set_up_logs(settings.log_format)
    try:
        uvloop.run(serve(settings))
    except CannotStart as error:
        raise stopped(str(error)) from None
