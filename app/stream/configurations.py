"""System files as configurations, kept by sha: a text never changes."""

from app.configuration import Configuration, compile_rules
from app.db.connection import Connection
from app.organisations.rules import rules_here
from app.organisations.system_file import read_system


class Configurations:
    """What this process has read of system files. Lives as long as the process."""

    def __init__(self) -> None:
        self.held: dict[str, Configuration] = {}

    async def of(self, connection: Connection, sha: str) -> Configuration:
        """The configuration of a text, read once."""
        if sha not in self.held:
            text = await connection.fetchval("SELECT body FROM system_text WHERE sha = $1", sha)
            rules = compile_rules(await rules_here(connection))
            self.held[sha] = Configuration(sha, read_system(text, f"system {sha[:12]}"), rules)
        return self.held[sha]
