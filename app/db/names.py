"""Names of the database's roles, and its address as each library spells it. Connects to nothing."""

OWNER = "surgeline_owner"
MIGRATOR = "surgeline_migrator"
PIPELINE = "surgeline_pipeline"
APP = "surgeline_app"


def sqlalchemy_url(dsn: str) -> str:
    """`postgresql://…` as SQLAlchemy's asyncpg dialect wants it."""
    _, found, rest = dsn.partition("://")
    if not found:
        raise ValueError(f"not a database address (postgresql://user@host/name): {dsn!r}")
    return f"postgresql+asyncpg://{rest}"
