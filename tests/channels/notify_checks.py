"""What GOV.UK Notify checks of a request, written from its documentation. Serves and remembers nothing.

Errors, their status and type: REST API documentation, "General errors" and "Send a text message".
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

import jwt
import orjson

Kind = Literal["sms", "email"]
CLOCK_SECONDS = 30
LONGEST_TEXT = 160
"""Notify takes 918 characters; the counterpart holds us to one text message of GSM 03.38."""
ADDRESSEE: Mapping[Kind, str] = {"sms": "phone_number", "email": "email_address"}
WORTH: Mapping[Kind, frozenset[str]] = {"sms": frozenset({"text"}), "email": frozenset({"subject", "body"})}


class Refusal(NamedTuple):
    """An answer that is not 201."""

    status: int
    error: str
    message: str

    def body(self) -> dict[str, object]:
        return {
            "status_code": self.status,
            "errors": [{"error": self.error, "message": self.message}],
        }


class Wanted(NamedTuple):
    """A request that Notify takes."""

    kind: Kind
    to: str
    reference: str | None
    personalisation: Mapping[str, str]


def token_problem(header: str | None, service_id: str, secret: str, now: datetime) -> Refusal | None:
    """None for a token of this service, signed with its key, no further than 30 seconds away."""
    scheme, _, token = (header or "").partition(" ")
    if scheme != "Bearer":
        return Refusal(401, "AuthError", "Unauthorized: authentication token must be provided")
    try:
        claims = jwt.decode(token, secret, algorithms=["HS256"], options={"verify_iat": False})
    except jwt.InvalidTokenError:
        return Refusal(403, "AuthError", "Invalid token: API key not found")
    if jwt.get_unverified_header(token) != {"typ": "JWT", "alg": "HS256"} or set(claims) != {"iss", "iat"}:
        return Refusal(403, "AuthError", "Invalid token: header or claims")
    if claims["iss"] != service_id:
        return Refusal(403, "AuthError", "Invalid token: service not found")
    if type(claims["iat"]) is not int or abs(now.timestamp() - claims["iat"]) > CLOCK_SECONDS:
        return Refusal(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
    return None


def checked(kind: Kind, content: bytes, templates: Mapping[str, Kind]) -> Wanted | Refusal:
    """The message that a body asks for."""
    body = orjson.loads(content)
    if problem := schema_problem(kind, body) or address_problem(kind, body[ADDRESSEE[kind]]):
        return Refusal(400, "ValidationError", problem)
    given: dict[str, str] = body.get("personalisation", {})
    if problem := template_problem(kind, templates.get(body["template_id"]), given):
        return Refusal(400, "BadRequestError", problem)
    return Wanted(kind, body[ADDRESSEE[kind]], body.get("reference"), given)


def schema_problem(kind: Kind, body: Mapping[str, object]) -> str | None:
    for name in (ADDRESSEE[kind], "template_id"):
        if not isinstance(body.get(name), str):
            return f"{name} is a required property"
    strange = set(body) - {ADDRESSEE[kind], "template_id", "personalisation", "reference"}
    return f"Additional properties are not allowed ({min(strange)})" if strange else None


def template_problem(kind: Kind, template: Kind | None, given: Mapping[str, str]) -> str | None:
    if template != kind:
        return "Template not found" if template is None else f"{template} template is not suitable for {kind}"
    if missing := WORTH[kind] - set(given):
        return f"Missing personalisation: {', '.join(sorted(missing))}"
    too_long = len(given.get("text", "")) > LONGEST_TEXT
    return f"The content has more than {LONGEST_TEXT} characters" if too_long else None


def address_problem(kind: Kind, to: str) -> str | None:
    """In Notify's words."""
    if kind == "email":
        good = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", to)
        return None if good else "email_address Not a valid email address"
    digits = re.sub(r"[\s()+-]", "", to)
    if not digits.isdigit():
        return "phone_number Must not contain letters or symbols"
    national = re.sub(r"^(0044|44|0)", "", digits)
    if len(national) != 10:
        return f"phone_number {'Not enough' if len(national) < 10 else 'Too many'} digits"
    return None if national.startswith("7") else "phone_number Not a UK mobile number"
