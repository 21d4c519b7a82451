"""Rule packs in a system: where each is in force, what one changes of another, and a back-test. Thin."""

from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import allowed
from app.api.catalogue import UNCHANGING, UnknownPack
from app.api.services import Services, services_of
from app.backtest.order import BackTestAsked, Order, Place, order_of
from app.backtest.process import BackTests
from app.board.packs_known import differences, packs_in
from app.board.snapshot import service_now
from app.board.store import NoStream, read_board_head
from app.configuration import Rules
from app.messages.packs import BackTestLine, PackDifferences, PacksOut, PackText
from triggers.loading import Loaded

router = APIRouter(prefix="/api/v1", tags=["packs"])

Sees = Annotated[Principal, Depends(allowed(Action.SEE_BOARD, on="system"))]
Knows = Annotated[Principal, Depends(allowed(Action.SEE_CATALOGUE))]
Version = Annotated[int, Query(ge=1, le=1_000_000)]


UNBUFFERED = {"X-Accel-Buffering": "no"}
"""A proxy passes each line on as it comes."""


class Lines(StreamingResponse):
    """Lines of JSON. Ends what makes them as soon as nobody takes them."""

    media_type = "application/x-ndjson"

    def __init__(self, tests: BackTests, order: Order) -> None:
        self.tests, self.lines = tests, tests.lines(order)
        super().__init__(self.lines, headers=UNBUFFERED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        try:
            async with aclosing(self.lines):
                await super().__call__(scope, receive, send)
        finally:
            self.tests.leave()


async def place_of(services: Services, code: str) -> Place:
    """The system as it stands now. Raises NoStream."""
    head = await read_board_head(services.database.reader, code)
    if head.config_sha is None:
        raise NoStream(code)
    return Place(code, await services.snapshots.system(head.config_sha), head.config_sha, service_now(head))


def text_of(rules: Rules, pack: str, version: int) -> Loaded:
    """A pack as checked. Raises UnknownPack."""
    found = rules.texts.get((pack, version))
    if found is None:
        raise UnknownPack(pack, version)
    return found


@router.get("/systems/{code}/packs")
async def show_packs_here(request: Request, code: str, _caller: Sees) -> PacksOut:
    """Every pack this service knows, with where it is in force in a system."""
    services = services_of(request)
    place = await place_of(services, code)
    return packs_in(code, place.system, services.rules.texts, place.now)


@router.get("/packs/{pack}/{version}/text")
async def show_text(
    request: Request, pack: str, version: int, response: Response, _caller: Knows
) -> PackText:
    """A pack of any kind as it was reviewed."""
    found = text_of(services_of(request).rules, pack, version)
    response.headers["Cache-Control"] = UNCHANGING
    return PackText(id=pack, version=version, sha=found.sha, text=found.text)


@router.get("/packs/{pack}/{version}/differences")
async def show_differences(
    request: Request,
    pack: str,
    version: int,
    response: Response,
    _caller: Knows,
    than: Annotated[str, Query(max_length=100)],
    than_version: Version,
) -> PackDifferences:
    """What a version changes of another, in sentences."""
    rules = services_of(request).rules
    before, after = text_of(rules, than, than_version), text_of(rules, pack, version)
    response.headers["Cache-Control"] = UNCHANGING
    return differences(before.pack, after.pack, rules.catalogue)


@router.post("/systems/{code}/back-tests", response_model=BackTestLine)
async def try_packs(request: Request, code: str, asked: BackTestAsked, _caller: Sees) -> Lines:
    """Versions of a pack over the system's own history: the levels people would have been told.

    The answer is application/x-ndjson: each line is what OpenAPI shows here, progress until the last.
    """
    services = services_of(request)
    tests = services.back_tests
    place = await place_of(services, code)
    order = order_of(asked, place, services.rules.texts, services.database.dsn, tests.limits)
    tests.admit()
    return Lines(tests, order)
