"""Whose key a request carries. Costs a round trip at most every few seconds a key."""

from app.access import store
from app.access.door import Door
from app.access.principal import Principal
from app.access.tokens import digest, is_key


async def principal_of_key(door: Door, key: str) -> Principal | None:
    """The open principal of a key; None: unknown, revoked (within five seconds), or no key of ours at all."""
    if not is_key(key):
        return None
    sha, asked_at = digest(key), door.steady()
    kept = door.keys.find(sha, asked_at)
    if kept is not None:
        return kept
    async with door.connect() as connection:
        principal = await store.principal_of_secret(connection, sha)
    if principal is not None:
        door.keys.keep(sha, principal, asked_at)
    return principal
