"""`surgeline openapi`: the API's description, from which the board's types are made."""

import json

import typer


def openapi_command() -> None:
    """Print the OpenAPI document."""
    from app.main import create_app
    from app.settings import Settings

    document = create_app(Settings(dsn="postgresql://nobody@localhost/none")).openapi()
    typer.echo(json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False))
