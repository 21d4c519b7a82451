"""What may be asked of a back-test, and the order that its process is given. Reads and runs nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from app.board.pack_uses import Key
from app.board.packs_known import group_of, judges, tried_on
from app.messages.packs import Named
from app.organisations.queries import local_day, local_midnight, name_in
from app.organisations.system_file import SystemFile
from triggers.loading import AnyPack, Loaded
from triggers.packs import ParametersPack

FIRST_DAY = date(2000, 1, 1)
MOST_DAYS = 366
MOST_VERSIONS = 3
MOST_UNITS = 200


class Asked(BaseModel):
    """What is asked of a request's body."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class VersionAsked(Asked):
    """One version of a pack."""

    pack: Annotated[str, Field(min_length=1, max_length=100)]
    version: Annotated[int, Field(ge=1, le=1_000_000)]


class BackTestAsked(Asked):
    """Which versions over which local days, both ends among them. `units` empty: all that every version can judge."""

    versions: Annotated[list[VersionAsked], Field(min_length=1, max_length=MOST_VERSIONS)]
    units: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=40)]], Field(max_length=MOST_UNITS)
    ] = []
    from_: Annotated[date, Field(alias="from")]
    to: date


class Order(BaseModel):
    """What the process is to do: run packs over [begins, ends) on figures of one stream, by one system's text.

    `seconds`: how long one statement of the database may take; `megabytes`: how much memory the process may take.
    """

    model_config = ConfigDict(frozen=True)

    dsn: str
    stream: str
    config_sha: str
    packs: tuple[Key, ...]
    units: tuple[Named, ...]
    begins: datetime
    ends: datetime
    seconds: int
    megabytes: int


class Place(NamedTuple):
    """Where it is asked: a stream's system, as it stands now."""

    stream: str
    system: SystemFile
    config_sha: str
    now: datetime


class NoSuchVersion(Exception):
    """No pack of this id and version is here."""


class NotComparable(Exception):
    """The versions cannot be run beside one another; says why."""


class NotTriedOn(Exception):
    """An organisation that the versions could not judge; says which."""


class DaysOutOfReach(Exception):
    """Days that cannot be asked about; says which can."""


def packs_asked(asked: BackTestAsked, texts: Mapping[Key, Loaded]) -> tuple[AnyPack, ...]:
    """The versions. Raises NoSuchVersion, NotComparable."""
    keys = [(one.pack, one.version) for one in asked.versions]
    for key in keys:
        if key not in texts:
            raise NoSuchVersion(*key)
    packs = tuple(texts[key].pack for key in keys)
    if len(set(keys)) < len(keys):
        raise NotComparable("The same version is there twice. Choose different ones.")
    for pack in packs:
        if not isinstance(pack, ParametersPack):
            raise NotComparable(
                f"{pack.title} scores no figures, and only such packs can be run over history. Choose another."
            )
    if len({group_of(pack) for pack in packs}) > 1:
        what = ", ".join(f"{pack.title} judges {judges(pack)}" for pack in packs)
        raise NotComparable(
            f"These packs judge different things: {what}. Choose versions that judge the same."
        )
    return packs


def units_asked(asked: BackTestAsked, packs: Sequence[AnyPack], system: SystemFile) -> tuple[Named, ...]:
    """The units, in the order of the system's file. Raises NotTriedOn."""
    wanted = set(asked.units)
    fit = [code for code in system.units_by_code if all(tried_on(system, pack, code) for pack in packs)]
    if strange := sorted(wanted - set(fit)):
        known = ", ".join(fit) or "none"
        raise NotTriedOn(
            f"{', '.join(strange)}: no organisation of {system.name} that these versions can judge. Those are: {known}."
        )
    if not fit:
        raise NotTriedOn(f"{system.name} has no organisation that these versions can judge.")
    chosen = [code for code in fit if code in wanted or not wanted]
    return tuple(
        Named(code=code, name=name, short=short) for code in chosen for name, short in [name_in(system, code)]
    )


def stretch_asked(asked: BackTestAsked, system: SystemFile, now: datetime) -> tuple[datetime, datetime]:
    """The moments at which the days begin and end, or now where they have not ended. Raises DaysOutOfReach."""
    today, days = local_day(system, now), (asked.to - asked.from_).days + 1
    if not FIRST_DAY <= asked.from_ <= today:
        raise DaysOutOfReach(
            f"{asked.from_} cannot be asked about: there are days from {FIRST_DAY} to {today}."
        )
    if days < 1:
        raise DaysOutOfReach(f"{asked.to} lies before {asked.from_}. Turn the dates round.")
    if days > MOST_DAYS:
        raise DaysOutOfReach(
            f"From {asked.from_} to {asked.to} are {days} days: ask for {MOST_DAYS} at most."
        )
    ends = local_midnight(system, min(asked.to, today) + timedelta(days=1))
    return local_midnight(system, asked.from_), min(ends, now)


class Limits(NamedTuple):
    """What a back-test may take: of time, of memory, and how many may wait for their turn."""

    seconds: int
    megabytes: int
    waiting: int


def order_of(
    asked: BackTestAsked, place: Place, texts: Mapping[Key, Loaded], dsn: str, limits: Limits
) -> Order:
    """The order. Raises NoSuchVersion, NotComparable, NotTriedOn, DaysOutOfReach."""
    packs = packs_asked(asked, texts)
    begins, ends = stretch_asked(asked, place.system, place.now)
    return Order(
        dsn=dsn,
        stream=place.stream,
        config_sha=place.config_sha,
        packs=tuple((pack.pack, pack.version) for pack in packs),
        units=units_asked(asked, packs, place.system),
        begins=begins,
        ends=ends,
        seconds=limits.seconds,
        megabytes=limits.megabytes,
    )
