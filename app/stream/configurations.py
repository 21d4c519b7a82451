"""System files as configurations, kept by sha: a text never changes."""

from app.configuration import Configuration, compile_rules
from app.db.connection import Connection
from app.organisations.rules import rules_here
from app.organisations.system_file import read_system


class NotRead(Exception):
    """The configuration is to be read first, while no lock is held: that takes too long for others to wait."""

    def __init__(self, sha: str) -> None:
        super().__init__(sha)
        self.sha = sha


class Configurations:
    """What this process has read of system files. Lives as long as the process."""

    def __init__(self) -> None:
        self.held: dict[str, Configuration] = {}

    def of(self, sha: str) -> Configuration:
        """The configuration of a text. Raises NotRead."""
        if sha not in self.held:
            raise NotRead(sha)
        return self.held[sha]

    async def read(self, connection: Connection, sha: str) -> None:
        """Reads and compiles a text: some tenths of a second of processor time."""
        text = await connection.fetchval("SELECT body FROM system_text WHERE sha = $1", sha)
        rules = compile_rules(await rules_here(connection))
        self.held[sha] = Configuration(sha, read_system(text, f"system {sha[:12]}"), rules)
