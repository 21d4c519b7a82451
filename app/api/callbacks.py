"""What carriers call back with: receipts of texts, and what was pressed when a call was answered. Thin."""

from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions.deeds import AnswerAlert, Receipt
from actions.matters import Alert, Page, Person
from actions.perform import Doer
from app.api.allowed import PUBLIC, settings_of
from app.api.problem import problem
from app.api.services import Services, services_of
from app.board.people import matter_at
from app.clock import real_now
from app.delivery.store import page_of_reference
from app.ingest.submission import Act, CarrierSaid
from integrations.channels.message import Delivered, Failed, HandedOver
from integrations.channels.receipts import ReceiptRefused, parse_receipt, parse_voice_receipt
from integrations.channels.signature import (
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    bearer_matches,
    verify,
)

router = APIRouter(prefix="/api/v1/callbacks", tags=["people"])

TOLERANCE = timedelta(minutes=5)
HAVE_IT, PASS_ON = "1", "2"
STATES = {Delivered: "delivered", HandedOver: "handed_over", Failed: "failed"}
NOTHING = 204


@router.post("/notify", dependencies=[PUBLIC], status_code=NOTHING, response_class=Response)
async def hear_notify(request: Request) -> Response:
    """GOV.UK Notify says what became of a text."""
    token = settings_of(request).notify_callback_token
    if token is None or not bearer_matches(request.headers.get("authorization"), token.get_secret_value()):
        return problem(
            401, "not_the_carrier", "Not the carrier", "The callback's bearer token does not match."
        )
    try:
        receipt = parse_receipt(await request.body())
    except ReceiptRefused as error:
        return problem(422, "bad_receipt", "Not a receipt", str(error))
    await note(services_of(request), receipt.reference, receipt.result)
    return Response(status_code=NOTHING)


@router.post("/voice", dependencies=[PUBLIC], status_code=NOTHING, response_class=Response)
async def hear_voice(request: Request) -> Response:
    """The voice supplier says what became of a call; 1 stands for "I have it", 2 for "pass on"."""
    secret, body = settings_of(request).voice_webhook_secret, await request.body()
    stamp, mark = request.headers.get(TIMESTAMP_HEADER, ""), request.headers.get(SIGNATURE_HEADER, "")
    if secret is None or not verify(secret.get_secret_value(), stamp, body, mark, real_now(), TOLERANCE):
        return problem(401, "not_the_carrier", "Not the carrier", "The callback's signature does not match.")
    try:
        receipt = parse_voice_receipt(body)
    except ReceiptRefused as error:
        return problem(422, "bad_receipt", "Not a receipt", str(error))
    services = services_of(request)
    found = await note(services, receipt.reference, receipt.result)
    if found is not None and receipt.keypress in {HAVE_IT, PASS_ON}:
        await press(services, *found, receipt.keypress)
    return Response(status_code=NOTHING)


async def note(
    services: Services, reference: str, result: Delivered | HandedOver | Failed
) -> tuple[str, str, int] | None:
    """Tells the stream; a reference that is not ours is nothing to retry."""
    async with services.database.writer.acquire() as connection:
        found = await page_of_reference(connection, reference)
    if found is None:
        return None
    stream, matter, n = found
    evidence = result.reason if isinstance(result, Failed) else result.evidence
    said = {
        "matter": matter,
        "n": n,
        "state": STATES[type(result)],
        "evidence": evidence[:300],
        "at": real_now(),
    }
    await services.writers.of(stream).submit(CarrierSaid(Receipt.model_validate(said)))
    return found


async def press(services: Services, stream: str, matter: str, n: int, key: str) -> None:
    """A key pressed on a call is an answer of the person called."""
    alert = await matter_at(services.database.reader, stream, matter)
    page = page_of(alert, n) if isinstance(alert, Alert) else None
    if page is None:
        return
    deed = AnswerAlert(matter=matter, said="have" if key == HAVE_IT else "pass_on")
    person: Person = page.person
    await services.writers.of(stream).submit(Act(person.id, deed, Doer(person, "by telephone", {})))


def page_of(alert: Alert, n: int) -> Page | None:
    """The page that a call was."""
    return next((page for page in alert.pages if page.n == n), None)
