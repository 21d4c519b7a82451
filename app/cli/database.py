"""`surgeline db`: brings a database to this version's schema."""

import typer

from app.cli.asking import Dsn, say, stopped

db_app = typer.Typer(help="The database's schema.", no_args_is_help=True)


@db_app.callback()
def group() -> None:
    """Keeps `upgrade` a word of its own."""


@db_app.command("upgrade")
def upgrade_command(dsn: Dsn) -> None:
    """Create or upgrade roles, tables and policies. Run it again at any time."""
    from sqlalchemy.exc import SQLAlchemyError

    from app.db.upgrade import upgrade

    try:
        upgrade(dsn)
    except (OSError, ValueError) as error:
        raise stopped(f"The database cannot be reached: {error}") from None
    except SQLAlchemyError as error:
        raise stopped(f"The database refused the upgrade: {error.__cause__ or error}") from None
    say("The database has this version's schema.")
