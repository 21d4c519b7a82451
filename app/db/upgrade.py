"""Brings a database to the newest schema. Alembic's folder travels in the wheel as a package."""

from importlib.resources import files

from alembic import command
from alembic.config import Config


def alembic_config(dsn: str) -> Config:
    """Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["dsn"] = dsn
    return config


def upgrade(dsn: str) -> None:
    """Upgrades to head, creating roles, tables and policies. Idempotent; needs CREATEROLE the first time."""
    command.upgrade(alembic_config(dsn), "head")
