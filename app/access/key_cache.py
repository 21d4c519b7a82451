"""Keys looked up lately, so that posting readings costs no round trip for them. Knows no database."""

from collections import OrderedDict
from dataclasses import dataclass, field

from app.access.principal import Principal

SECONDS_KEPT = 5.0
MOST_KEPT = 1024


@dataclass(slots=True)
class KeyCache:
    """Principals by the sha256 of their key. A revoked key stops within `SECONDS_KEPT`, in every process.

    Unknown keys are not kept: made-up ones would push out the real.
    """

    kept: OrderedDict[bytes, tuple[Principal, float]] = field(default_factory=OrderedDict)

    def find(self, sha: bytes, now: float) -> Principal | None:
        """The principal, if looked up within the last seconds of a steady clock."""
        entry = self.kept.get(sha)
        if entry is None:
            return None
        principal, read_at = entry
        if now - read_at >= SECONDS_KEPT:
            del self.kept[sha]
            return None
        return principal

    def keep(self, sha: bytes, principal: Principal, read_at: float) -> None:
        """Remember what the database said at `read_at`: the moment it was asked, not when it answered."""
        self.kept.pop(sha, None)
        self.kept[sha] = (principal, read_at)
        if len(self.kept) > MOST_KEPT:
            self.kept.popitem(last=False)
