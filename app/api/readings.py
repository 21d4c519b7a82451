"""Posting, confirming and reading back figures. The posting route takes the body as it comes, outside
FastAPI's dependency machinery: it is the hot path; OpenAPI describes it all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.access.actions import Action
from app.access.may import may_somewhere, streams_for_unit
from app.access.principal import Principal
from app.api.allowed import UnknownOrganisation, allowed, caller_of, require, settings_of
from app.api.decisions import Decision, decided
from app.api.problem import problem
from app.api.services import services_of
from app.ingest.nhs_number import has_nhs_number
from app.ingest.screen import screen
from app.ingest.submission import ConfirmReadings, PostReadings, Repeatable, Verdict
from app.ingest.wire import ConfirmIn, NotReadings, ReadingIn, parse_readings
from app.messages.verdicts import VerdictsOut
from app.stream.writer import Outcome

router = APIRouter(prefix="/api/v1", tags=["readings"])

SENDING = (Action.POST_READINGS, Action.RECORD_BY_PHONE)
WRITES = Decision("allowed", frozenset(SENDING))
LONGEST_KEY = 200
WEIGHT = {"refused": -2, "duplicate": -1}
"""Of what several systems say of one figure the sender is told that it was taken, if one took it."""
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"model": VerdictsOut, "description": "A verdict for each"}}


class NotAKey(Exception):
    """The Idempotency-Key cannot be one."""


def described_readings() -> dict[str, Any]:
    """One reading or a list of them."""
    one = ReadingIn.model_json_schema()
    schema = {"oneOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 1000}]}
    header = {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}}
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "parameters": [header],
    }


@router.post("/readings", openapi_extra=described_readings(), response_model=None, responses=ANSWERS)
@decided(WRITES)
async def post_readings(request: Request) -> Response:
    """Post one reading or up to 1,000; each gets a verdict, and good ones are kept when others are bad."""
    caller = await sender(request)
    services = services_of(request)
    body = await request.body()
    repeatable = repeatable_of(request, body)
    try:
        parsed = parse_readings(body, settings_of(request).max_readings)
    except NotReadings as error:
        status = 413 if error.code == "too_many_readings" else 400
        return problem(status, error.code, "The readings cannot be read", error.reason)
    readings: Iterable[tuple[int, ReadingIn]] = parsed.readings
    if caller.kind == "user":
        readings = [(index, as_told(reading)) for index, reading in readings]
    screened = screen(readings, partial(writable, caller), services.rules.catalogue)
    refused = (*parsed.refused, *screened.refused)
    parts = {
        stream: PostReadings(caller.id, items, (), repeatable) for stream, items in screened.items.items()
    }
    home = next(iter(parts), None) or home_of(caller)
    parts[home] = PostReadings(caller.id, screened.items.get(home, ()), refused, repeatable)
    outcomes = await services.submit_all(parts)
    return answer(outcomes)


@router.post("/readings/confirm", response_model=None, responses=ANSWERS)
async def confirm_readings(
    request: Request, caller: Annotated[Principal, Depends(allowed(*SENDING))], wanted: ConfirmIn
) -> Response:
    """ "No change": the figures held still stand. 409 when newer ones have arrived."""
    body = await request.body()
    streams = writable(caller, wanted.organisation)
    if not streams:
        raise UnknownOrganisation(wanted.organisation)
    confirm = ConfirmReadings(
        caller.id, wanted.organisation, wanted.metrics, wanted.seen, repeatable_of(request, body)
    )
    outcomes = await services_of(request).submit_all(dict.fromkeys(streams, confirm))
    return answer(outcomes)


async def sender(request: Request) -> Principal:
    """Who sends, held to the route's decision."""
    caller = await caller_of(request)
    require(caller, WRITES)
    return caller


def home_of(caller: Principal) -> str:
    """The stream that keeps what is refused of a sender whose readings go nowhere."""
    return next(stream for stream in sorted(caller.roles) if may_somewhere(caller, SENDING, stream))


def writable(caller: Principal, organisation: str) -> Sequence[str]:
    """The streams in which the caller may write about an organisation."""
    return streams_for_unit(caller, organisation, SENDING)


def as_told(reading: ReadingIn) -> ReadingIn:
    """A person's figures are by phone, in their own words where they gave any."""
    if reading.source.startswith("by phone"):
        return reading
    told = "by phone" if reading.source == "feed" else f"by phone from {reading.source}"
    return reading.model_copy(update={"source": told[:120]})


def repeatable_of(connection: HTTPConnection, body: bytes) -> Repeatable | None:
    """The sender's Idempotency-Key, scoped by its credential, with the body's digest. Raises NotAKey."""
    key = connection.headers.get("idempotency-key")
    if key is None:
        return None
    if not key.isascii() or not key.isprintable() or not 0 < len(key) <= LONGEST_KEY:
        raise NotAKey
    if has_nhs_number(
        key
    ):  # one key in eleven that is ten digits checks as one by chance: kept, but not as sent
        key = f"sha256:{sha256(key.encode()).hexdigest()}"
    return Repeatable(key, sha256(body).digest())


def answer(outcomes: Mapping[str, Outcome]) -> Response:
    """The verdicts of every part as one answer: 200 if anything was taken or already held, else 422."""
    conflict = next((o.answer.problem for o in outcomes.values() if o.answer.problem is not None), None)
    if conflict is not None:
        code, sentence = conflict
        return problem(409 if code == "newer_figures" else 422, code, "Nothing was recorded", sentence)
    verdicts: dict[int, Verdict] = {}
    for outcome in outcomes.values():
        for verdict in outcome.answer.verdicts:
            known = verdicts.get(verdict.index)
            if known is None or WEIGHT.get(verdict.verdict, 0) > WEIGHT.get(known.verdict, 0):
                verdicts[verdict.index] = verdict
    counts = dict.fromkeys(("accepted", "duplicate", "superseded", "queried", "refused"), 0)
    for verdict in verdicts.values():
        counts[verdict.verdict] += 1
    body = {
        "counts": counts,
        "refused": counts["refused"],
        "seq": {stream: outcome.answer.seq for stream, outcome in outcomes.items()},
        "verdicts": [dict(zip(Verdict._fields, verdicts[index], strict=True)) for index in sorted(verdicts)],
    }
    status = 200 if counts["refused"] < len(verdicts) else 422
    headers = {"Idempotent-Replayed": "true"} if all(o.replayed for o in outcomes.values()) else None
    return Response(orjson.dumps(body), status, headers, "application/json")
