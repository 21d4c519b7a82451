"""One POST to a carrier over HTTP. Judges no answer."""

from collections.abc import Mapping

import httpx

from integrations.channels.message import RetryAfter, one_line

TROUBLE_SECONDS = 15.0
"""After a connection that failed or an answer that did not come: soon, as somebody is waiting to be called."""


async def post(
    client: httpx.AsyncClient, url: str, body: bytes, headers: Mapping[str, str]
) -> httpx.Response | RetryAfter:
    """The answer, whatever its status; RetryAfter if there was none."""
    try:
        return await client.post(url, content=body, headers={"content-type": "application/json", **headers})
    except httpx.HTTPError as error:
        return RetryAfter(TROUBLE_SECONDS, one_line(f"{type(error).__name__} {error}"))
