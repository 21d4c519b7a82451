"""POSTs to one carrier over HTTP, on connections that are kept. Judges no answer."""

from collections.abc import Mapping

import httpx

from integrations.channels.message import RetryAfter, one_line

TROUBLE_SECONDS = 15.0
"""After a connection that failed or an answer that did not come: soon, as somebody is waiting to be called."""
IDLE_SECONDS = 2.0
"""A connection that is idle for longer is not taken up again: the carrier may be closing it just then."""
ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=IDLE_SECONDS)


class Lines:
    """Connections to one carrier: as many as are needed at once, each taken up again.

    Each is a client of its own. One client with a pool looks at every kept connection for every request: with 64 of
    them that took ten times as long as the request itself.
    """

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._trust = httpx.create_ssl_context()
        self._all: list[httpx.AsyncClient] = []
        self._idle: list[httpx.AsyncClient] = []

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response | RetryAfter:
        """The answer, whatever its status; RetryAfter if there was none."""
        client = self._idle.pop() if self._idle else self._another()
        try:
            return await client.post(
                url, content=body, headers={"content-type": "application/json", **headers}
            )
        except httpx.HTTPError as error:
            return RetryAfter(TROUBLE_SECONDS, one_line(f"{type(error).__name__} {error}"))
        finally:
            self._idle.append(client)

    async def close(self) -> None:
        """Closes them all."""
        for client in self._all:
            await client.aclose()

    def _another(self) -> httpx.AsyncClient:
        client = httpx.AsyncClient(timeout=self._timeout_seconds, verify=self._trust, limits=ONE)
        self._all.append(client)
        return client
