"""Sends rows of a file to the API in batches, with a progress bar, and collects the verdicts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from http import HTTPStatus

import httpx
import orjson
import stamina
from rich.console import Console
from rich.progress import track

from integrations.figures import Row

BATCH = 1_000
REQUEST_SECONDS = 30.0
RETRY_SECONDS = 30.0
OPTIONAL = ("unit", "source")
TOLD = {"refused", "queried"}


class NotPosted(Exception):
    """The service would not take the file, or could not be reached."""


class ServerTrouble(Exception):
    """The service cannot answer just now: worth another try."""


PASSING = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError, ServerTrouble)


@dataclass
class Outcome:
    """What has been answered so far; filled as batches go, so that a broken line loses none of it."""

    posted: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many were refused."""
        return self.counts["refused"]


async def post_rows(url: str, key: str, rows: Sequence[Row], outcome: Outcome) -> None:
    """Posts the rows in order, at most 1,000 a request. Raises NotPosted; `outcome` keeps the rest."""
    batches = [rows[first : first + BATCH] for first in range(0, len(rows), BATCH)]
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    bar = Console(stderr=True)
    try:
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=REQUEST_SECONDS) as client:
            for batch in track(batches, "Posting", console=bar, disable=not bar.is_terminal):
                _note(outcome, batch, await _post(client, batch))
    except (httpx.HTTPError, httpx.InvalidURL, ServerTrouble) as error:
        raise NotPosted(f"{url} cannot be reached: {error}") from error


@stamina.retry(on=PASSING, attempts=None, timeout=RETRY_SECONDS, wait_max=5.0)
async def _post(client: httpx.AsyncClient, batch: Sequence[Row]) -> Mapping[str, object]:
    """The API's answer to one batch. The key is the batch's content: a repeat is answered as before."""
    body = orjson.dumps([_reading(row) for row in batch])
    key = {"Idempotency-Key": sha256(body).hexdigest()}
    response = await client.post("/api/v1/readings", content=body, headers=key)
    busy = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    if busy or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerTrouble(f"it answered {response.status_code}")
    answer = _object(response)
    if "verdicts" not in answer:
        raise NotPosted(
            f"The service answered {response.status_code}: {answer.get('detail', 'no reason given')}"
        )
    return answer


def _object(response: httpx.Response) -> Mapping[str, object]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _reading(row: Row) -> dict[str, object]:
    value = "unknown" if row.value is None else _number(row.value)
    observed_at = row.observed_at.astimezone(UTC).isoformat()
    named = {
        "organisation": row.organisation,
        "metric": row.metric,
        "value": value,
        "observed_at": observed_at,
    }
    return {**named, **{extra: row.fields[extra] for extra in OPTIONAL if row.fields.get(extra)}}


def _number(value: Decimal) -> orjson.Fragment:
    """The digits as they stand in the file."""
    return orjson.Fragment(format(value, "f"))


def _note(outcome: Outcome, batch: Sequence[Row], answer: Mapping[str, object]) -> None:
    outcome.posted += len(batch)
    verdicts = answer["verdicts"]
    if not isinstance(verdicts, list):
        raise NotPosted("The service answered without verdicts.")
    for one in verdicts:
        outcome.counts[one["verdict"]] += 1
        if one["verdict"] in TOLD:
            row = batch[one["index"]]
            outcome.remarks.append(
                f"{row.line}: {one['verdict']}: {row.organisation} {row.metric}: {one['message']}"
            )
