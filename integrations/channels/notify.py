"""Texts and e-mails through GOV.UK Notify: what it said of a page. Its receipts are read in `receipts`."""

import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Literal, NamedTuple

import jwt
import orjson
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from integrations.channels.message import Failed, HandedOver, Message, Result, RetryAfter, one_line
from integrations.channels.posting import TROUBLE_SECONDS, Lines

LIVE_URL = "https://api.notifications.service.gov.uk"
RATE_SECONDS = 60.0
"""The limit is of requests in a rolling minute (REST API documentation, Rate limits)."""
OURS_SECONDS = 60.0
DAILY_LIMIT = "TooManyRequestsError"
UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
API_KEY = re.compile(rf".+-(?P<service>{UUID})-(?P<secret>{UUID})", re.DOTALL)

Kind = Literal["sms", "email"]


class NotifySettings(NamedTuple):
    """A service at Notify.

    `template_id`: for sms a template whose text is ((text)); for email one with subject ((subject)) and text
    ((body)).
    """

    api_key: SecretStr
    template_id: str
    base_url: str = LIVE_URL
    timeout_seconds: float = 10.0


class ApiKey(NamedTuple):
    """What a key is made of. `service_id` is the issuer of tokens, `secret` signs them."""

    service_id: str
    secret: SecretStr


class BadApiKey(ValueError):
    """The text is not a key of Notify; it is not repeated here."""

    def __init__(self) -> None:
        super().__init__("the key is not of the form name-SERVICE_UUID-SECRET_UUID, as Notify shows it once")


def parse_api_key(text: str) -> ApiKey:
    """`{name}-{service id}-{secret}`; a name may hold dashes. Raises BadApiKey."""
    found = API_KEY.fullmatch(text.strip())
    if found is None:
        raise BadApiKey
    return ApiKey(found["service"], SecretStr(found["secret"]))


class Notify:
    """One kind of message of one service at Notify. Raises BadApiKey when it is made."""

    def __init__(self, kind: Kind, settings: NotifySettings, now: Callable[[], datetime]) -> None:
        self.name: Kind = kind
        self._key = parse_api_key(settings.api_key.get_secret_value())
        self._template_id = settings.template_id
        self._now = now
        self._url = f"{settings.base_url.rstrip('/')}/v2/notifications/{kind}"
        self._lines = Lines(settings.timeout_seconds)

    async def send(self, message: Message) -> Result:
        """HandedOver with Notify's id. Notify takes the same reference twice: it knows no repeats."""
        answer = await self._lines.post(
            self._url,
            orjson.dumps(_body(self.name, self._template_id, message)),
            {"authorization": f"Bearer {self._token()}"},
        )
        return answer if isinstance(answer, RetryAfter) else judged(answer.status_code, answer.content)

    async def close(self) -> None:
        """Closes its connections."""
        await self._lines.close()

    def _token(self) -> str:
        """Good for 30 seconds, so made for each request."""
        claims = {"iss": self._key.service_id, "iat": int(self._now().timestamp())}
        return jwt.encode(claims, self._key.secret.get_secret_value(), algorithm="HS256")


def _body(kind: Kind, template_id: str, message: Message) -> dict[str, object]:
    personalisation = (
        {"text": message.text} if kind == "sms" else {"subject": message.subject, "body": message.body}
    )
    return {
        "phone_number" if kind == "sms" else "email_address": message.to,
        "template_id": template_id,
        "personalisation": personalisation,
        "reference": message.reference,
    }


class _Problem(BaseModel):
    model_config = ConfigDict(frozen=True)

    error: str
    message: str


class _Refusal(BaseModel):
    model_config = ConfigDict(frozen=True)

    errors: tuple[_Problem, ...] = ()


class _Taken(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str


def judged(status: int, body: bytes) -> Result:
    """What an answer of Notify means for the page. By status and error type: the words may change."""
    problems = _problems(body)
    words = one_line(f"{status} " + "; ".join(f"{p.error}: {p.message}" for p in problems))
    match status:
        case HTTPStatus.CREATED:
            return _handed_over(body)
        case HTTPStatus.BAD_REQUEST:
            return Failed(words)
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return RetryAfter(OURS_SECONDS, f"key or clock refused: {words}")
        case HTTPStatus.TOO_MANY_REQUESTS if any(problem.error == DAILY_LIMIT for problem in problems):
            return Failed(words)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RetryAfter(RATE_SECONDS, words)
        case _:
            return RetryAfter(TROUBLE_SECONDS, words)


def _handed_over(body: bytes) -> Result:
    try:
        return HandedOver(one_line(_Taken.model_validate_json(body).id))
    except ValidationError:
        return RetryAfter(TROUBLE_SECONDS, "201 without an id: not an answer of Notify")


def _problems(body: bytes) -> tuple[_Problem, ...]:
    try:
        return _Refusal.model_validate_json(body).errors
    except ValidationError:
        return ()
