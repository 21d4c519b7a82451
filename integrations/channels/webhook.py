"""A page as a signed webhook, behind which a supplier of voice calls fits. Its callbacks are read in `receipts`."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from integrations.channels.message import (
    Delivered,
    Failed,
    HandedOver,
    Message,
    Result,
    RetryAfter,
    one_line,
)
from integrations.channels.posting import TROUBLE_SECONDS, Lines
from integrations.channels.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign

SHORTEST_WAIT, USUAL_WAIT, LONGEST_WAIT = 1.0, 60.0, 300.0
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
TAKEN = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED})
CLIENT_ERRORS = range(400, 500)


class WebhookSettings(NamedTuple):
    """Where pages are posted, and the secret shared with whoever listens there."""

    url: str
    secret: SecretStr
    timeout_seconds: float = 10.0


class Webhook:
    """A channel behind one address that takes signed JSON."""

    def __init__(self, name: str, settings: WebhookSettings, now: Callable[[], datetime]) -> None:
        self.name = name
        self._settings = settings
        self._now = now
        self._lines = Lines(settings.timeout_seconds)

    async def send(self, message: Message) -> Result:
        """Posts it with the reference as Idempotency-Key: a supplier rings once for one key."""
        now = self._now()
        body, timestamp = _body(message, now), str(int(now.timestamp()))
        headers = {
            TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: sign(self._settings.secret.get_secret_value(), timestamp, body),
            "Idempotency-Key": message.reference,
        }
        answer = await self._lines.post(self._settings.url, body, headers)
        if isinstance(answer, RetryAfter):
            return answer
        return judged(answer.status_code, answer.content, answer.headers.get("retry-after"), self._now())

    async def close(self) -> None:
        """Closes its connections."""
        await self._lines.close()


def _body(message: Message, now: datetime) -> bytes:
    return orjson.dumps(
        {
            "reference": message.reference,
            "to": message.to,
            "text": message.text,
            "subject": message.subject,
            "mode": message.mode,
            "urgent": message.urgent,
            "sent_at": now.astimezone(UTC).isoformat(),
        }
    )


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str | None = None
    status: str | None = None


def judged(status: int, body: bytes, retry_after: str | None, now: datetime) -> Result:
    """What a supplier's answer means for the page."""
    words = f"status {status}"
    if status in TAKEN:
        answer = _answer(body)
        evidence = one_line(answer.id) if answer.id else words
        return Delivered(evidence) if answer.status == "delivered" else HandedOver(evidence)
    if status in BUSY:
        return RetryAfter(bounded_wait(retry_after, now), words)
    if status in CLIENT_ERRORS and status != HTTPStatus.REQUEST_TIMEOUT:
        return Failed(one_line(f"{words} {body[:400].decode('utf-8', 'replace')}"))
    return RetryAfter(TROUBLE_SECONDS, words)


def bounded_wait(retry_after: str | None, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, as a number or a date, from 1 to 300; 60 if it is unreadable."""
    asked = (retry_after or "").strip()
    if asked.isascii() and asked.isdigit():
        seconds = float(asked[:9])
    else:
        try:
            until = parsedate_to_datetime(asked)
            seconds = (until - now).total_seconds() if until.tzinfo else USUAL_WAIT
        except (ValueError, OverflowError):
            seconds = USUAL_WAIT
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)


def _answer(body: bytes) -> _Answer:
    try:
        return _Answer.model_validate_json(body)
    except ValidationError:
        return _Answer()
