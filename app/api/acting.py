"""A person's deed from a route to its stream: may they, do it, say what came of it. Thin."""

from typing import NamedTuple

from starlette.responses import Response

from actions.deeds import AddShifts, Declare, Deed, EndShift, TakeOver, TellPartners
from actions.matters import AnyMatter, Card, Person
from actions.perform import Doer
from app.access.actions import Action
from app.access.may import leading_role, may
from app.access.principal import Principal
from app.api.allowed import NotAllowed
from app.api.problem import FieldError, problem
from app.api.services import Services
from app.board.people import matter_at, people_of
from app.board.store import read_board_head
from app.decided import Answer
from app.ingest.submission import Act
from app.messages.people import DeedOut
from app.organisations.system_file import SystemFile

ACTION_OF = {
    "declare": Action.DECLARE,
    "agree_declaration": Action.DECLARE,
    "withdraw_declaration": Action.DECLARE,
    "extend_declaration": Action.DECLARE,
    "add_shifts": Action.KEEP_ROTA,
    "end_shift": Action.KEEP_ROTA,
    "take_over": Action.KEEP_ROTA,
    "answer_alert": Action.ANSWER,
    "move_card": Action.WORK_CARDS,
    "write_handover": Action.HAND_OVER,
    "plan_handover": Action.HAND_OVER,
    "sign_handover": Action.HAND_OVER,
    "accept_handover": Action.HAND_OVER,
    "tell_partners": Action.TELL_PARTNERS,
    "see_notice": Action.ANSWER,
}
"""What a deed needs. Those not of the whole system need it on the unit that the deed is about."""
NOT_FOUND = frozenset({"unknown_matter"})
CONFLICTS = frozenset(
    {
        "moved_meanwhile",
        "answered",
        "closed",
        "over",
        "stale_pack",
        "seat_taken",
        "asked_already",
        "yours_already",
    }
)
TITLES = {404: "No such matter", 409: "It has moved meanwhile", 422: "It cannot be done so"}


class UnknownMatter(Exception):
    """No such matter, or none the caller may know of: the two are not told apart."""


class Place(NamedTuple):
    """A stream with its configuration."""

    code: str
    system: SystemFile


async def place_of(services: Services, stream: str) -> Place:
    """The stream's configuration. Raises NoStream."""
    head = await read_board_head(services.database.reader, stream)
    return Place(stream, await services.snapshots.system(head.config_sha or ""))


async def require_deed(services: Services, caller: Principal, place: Place, deed: Deed) -> None:
    """Holds a caller to what the deed needs, on every unit it is about. Raises NotAllowed, UnknownMatter."""
    action = ACTION_OF[deed.do]
    if caller.kind != "user":
        raise NotAllowed(f"{action}, and a person: a key does nothing for anybody")
    for unit in await units_of(services, caller, place, deed):
        if not any(may(caller, action, place.code, code) for code in codes_at(place.system, unit)):
            raise NotAllowed(action)


async def units_of(services: Services, caller: Principal, place: Place, deed: Deed) -> list[str]:
    """The units, bodies or providers that a deed is about. Raises UnknownMatter."""
    match deed:
        case Declare() | TellPartners():
            return [deed.unit]
        case TakeOver():
            return [deed.seat.partition("@")[2]]
        case AddShifts():
            return sorted({new.seat.partition("@")[2] for new in deed.shifts})
        case _:
            matter = await matter_at(services.database.reader, place.code, deed.matter)
            if matter is None or not sees(caller, place, matter):
                raise UnknownMatter(deed.matter)
            return [matter.unit]


FOR_ALL = frozenset({"declaration", "shift", "watch"})


def sees(caller: Principal, place: Place, matter: AnyMatter) -> bool:
    """Whether a matter is shown: all of them to the room, to a provider what is everybody's and its own cards,
    and what it was called or told about.
    """
    if may(caller, Action.SEE_MATTERS, place.code) or matter.kind in FOR_ALL:
        return True
    if isinstance(matter, Card):
        return any(
            may(caller, Action.WORK_CARDS, place.code, code) for code in codes_at(place.system, matter.unit)
        )
    pages = getattr(matter, "pages", ())
    told = [one.person for one in getattr(matter, "to", ())]
    return any(page.person.id == caller.id for page in pages) or any(
        one and one.id == caller.id for one in told
    )


def codes_at(system: SystemFile, unit: str) -> list[str]:
    """The codes by which a right to act there may be held: its own; of a provider those of its units."""
    return [unit, *(one.code for one in system.units if one.provider == unit)]


async def do_deed(services: Services, caller: Principal, stream: str, deed: Deed) -> Answer:
    """Does it, as its caller. Raises Unavailable, NotPermitted, SeatTaken."""
    people = await people_of(services.database.reader, stream)
    me = people.get(caller.id) or Person(id=caller.id, name=caller.name)
    role = str(leading_role(caller, stream) or "").replace("_", " ")
    act = Act(caller.id, deed, Doer(me, role, people if isinstance(deed, AddShifts) else {}))
    outcome = await services.writers.of(stream).submit(act)
    return outcome.answer


def told(answer: Answer, *, lines: bool = False) -> DeedOut | Response:
    """What came of it; what stands in the way as a problem, line by line where there are lines."""
    if answer.problem is None:
        return DeedOut(seq=answer.seq, matters=shown(answer.matters))
    code, message = answer.problem
    status = 404 if code in NOT_FOUND else 409 if code in CONFLICTS else 422
    faults = [FieldError(field, reason) for field, reason in answer.faults] if lines else []
    return problem(status, code, TITLES[status], message, faults)


def shown(matters: tuple[AnyMatter, ...]) -> tuple[AnyMatter, ...]:
    """What a doer sees of what was touched: not the episodes, which nobody acts on."""
    return tuple(matter for matter in matters if matter.kind != "episode")


def is_rota(deed: Deed) -> bool:
    """Whether the deed has lines."""
    return isinstance(deed, AddShifts | EndShift)
