"""The one command, `surgeline`. Parses, makes one call, prints; each group of commands has its file."""

import typer

from app.cli.assess import assess_command
from app.cli.cards import cards_app
from app.cli.database import db_app
from app.cli.demo import demo_command
from app.cli.journal import journal_app
from app.cli.keys import keys_app
from app.cli.openapi import openapi_command
from app.cli.packs import packs_app
from app.cli.people import people_app
from app.cli.policies import policies_app
from app.cli.readings import readings_app
from app.cli.serve import serve_command
from app.cli.simulate import simulate_command
from app.cli.systems import systems_app
from app.cli.users import users_app

app = typer.Typer(
    name="surgeline",
    help="OPEL escalation and system coordination.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(packs_app, name="packs")
app.add_typer(cards_app, name="cards")
app.add_typer(policies_app, name="policies")
app.command("assess")(assess_command)
app.add_typer(systems_app, name="systems")
app.add_typer(readings_app, name="readings")
app.add_typer(users_app, name="users")
app.add_typer(people_app, name="people")
app.add_typer(keys_app, name="keys")
app.add_typer(journal_app, name="journal")
app.add_typer(db_app, name="db")
app.command("serve")(serve_command)
app.command("simulate")(simulate_command)
app.command("demo")(demo_command)
app.command("openapi")(openapi_command)


def main() -> None:
    """The console script."""
    app()
