"""Links from pages: one person, one matter, no sign-in. Opening does nothing; pressing does. Thin."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from actions.deeds import AcceptHandover, AnswerAlert, SeeNotice
from actions.matters import Alert, AnyMatter, Handover, Notice, Person
from actions.perform import Doer
from app.api.acting import UnknownMatter, place_of, told
from app.api.allowed import PUBLIC
from app.api.patients import refuse_patients
from app.api.services import Services, services_of
from app.board.people import matter_at, now_of, people_of
from app.board.store import read_board_head
from app.clock import real_now, wire_time
from app.delivery.links import LASTS, expired, link_of
from app.delivery.store import Linked, link_secret, linked
from app.ingest.submission import Act
from app.messages.people import LinkOut

router = APIRouter(prefix="/api/v1", tags=["people"])

LinkDeed = Annotated[AnswerAlert | AcceptHandover | SeeNotice, Field(discriminator="do")]
BY_LINK = "by link"


class ForgedLink(Exception):
    """Not one of our links."""


class ExpiredLink(Exception):
    """Its time is over; the argument says when it was sent."""


class Opened(NamedTuple):
    """What a link leads to."""

    linked: Linked
    person: Person
    matter: Alert | Handover | Notice


async def opened(services: Services, token: str) -> Opened:
    """What a token opens. Raises ForgedLink, ExpiredLink."""
    async with services.database.writer.acquire() as connection:
        link = link_of(token, await link_secret(connection))
        found = None if link is None else await linked(connection, link)
    if found is None:
        raise ForgedLink
    if expired(found.created_at, real_now()):
        raise ExpiredLink(f"{found.created_at:%d %b %H:%M} UTC")
    people = await people_of(services.database.reader, found.stream)
    person = people.get(found.person)
    matter = await opening(services, found)
    if person is None or matter is None:
        raise ForgedLink
    return Opened(found, person, matter)


async def opening(services: Services, found: Linked) -> Alert | Handover | Notice | None:
    """The page's matter; of an alert about a handover, the handover, while it is open."""
    reader = services.database.reader
    matter = await matter_at(reader, found.stream, found.matter)
    if isinstance(matter, Alert) and matter.cause == "handover_unaccepted":
        handover = await matter_at(reader, found.stream, matter.subject)
        if isinstance(handover, Handover):
            return handover
    return matter if isinstance(matter, Alert | Handover | Notice) else None


@router.get("/links/{token}", dependencies=[PUBLIC])
async def open_link(request: Request, token: str) -> LinkOut:
    """What the link's one person is shown. Opening it does nothing."""
    services = services_of(request)
    return await shown(services, await opened(services, token))


@router.post("/links/{token}", dependencies=[PUBLIC], response_model=LinkOut)
async def press_link(request: Request, token: str, deed: LinkDeed) -> LinkOut | Response:
    """Answer, accept or see, as the one person the link is for."""
    refuse_patients(deed)
    services = services_of(request)
    found = await opened(services, token)
    if deed.matter not in (found.matter.id, found.linked.matter):
        raise UnknownMatter(deed.matter)
    act = Act(found.person.id, deed, Doer(found.person, BY_LINK, {}))
    outcome = await services.writers.of(found.linked.stream).submit(act)
    answer = told(outcome.answer)
    return answer if isinstance(answer, Response) else await shown(services, await opened(services, token))


async def shown(services: Services, found: Opened) -> LinkOut:
    """As it travels."""
    stream = found.linked.stream
    head = await read_board_head(services.database.reader, stream)
    system = (await place_of(services, stream)).system
    return LinkOut(
        person=found.person,
        system=stream,
        name=system.name,
        timezone=system.timezone,
        mode=head.mode,
        now=wire_time(now_of(head)),
        expires_at=wire_time(found.linked.created_at + LASTS),
        matter=found.matter,
        answered=answered(found.matter, found.person),
    )


def answered(matter: AnyMatter, person: Person) -> bool:
    """Whether this person has answered already."""
    match matter:
        case Alert():
            return any(reply.by.id == person.id for reply in matter.replies)
        case Handover():
            return matter.accepted_by is not None and matter.accepted_by.id == person.id
        case Notice():
            return any(
                one.person is not None and one.person.id == person.id and one.seen_at for one in matter.to
            )
        case _:
            return False
