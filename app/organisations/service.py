"""What a unit's service is for a while, and when it is open: configuration, never a reading. Judges nothing."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from app.organisations.bodies import Code, Part, Words
from triggers.text_fields import Day, Provenance

Status = Literal["limited", "closed_to_ambulances", "closed"]
MIDNIGHT = "24:00"
"""How the end of a day is written. "00:00" is its beginning, and ends nothing."""
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _local_minute(given: object) -> object:
    if isinstance(given, datetime):
        if given.tzinfo is None and not given.second and not given.microsecond:
            return given
    elif isinstance(given, str) and MOMENT.fullmatch(given):
        return given
    raise ValueError('must be a local time such as "2026-01-12T14:00": no seconds, no zone')


def _begins(given: str) -> str:
    if not TIME.fullmatch(given):
        raise ValueError('must be a local time such as "08:00"')
    return given


def _ends(given: str) -> str:
    if given != MIDNIGHT and not TIME.fullmatch(given):
        raise ValueError('must be a local time such as "20:00", or "24:00" for midnight')
    return given


LocalMinute = Annotated[datetime, BeforeValidator(_local_minute)]


class ServiceStatus(Part):
    """What a unit cannot do for a while, and why: always with an end, at most seven days later; local times.

    `closed`: nothing of it is due meanwhile. The other two change no expectation. None of them changes points.
    """

    unit: Code
    status: Status
    reason: Words
    from_: Annotated[LocalMinute, Field(alias="from")]
    until: LocalMinute
    provenance: Provenance = "unverified"


class OpeningHours(Part):
    """Local hours of some days. A unit may have several lines, and is shut outside them; without any it is always open.

    `until` lies later on the same day, or is "24:00": midnight. Hours over midnight are two lines, the second
    from "00:00" of the next day. They are text and sort as times do.
    """

    unit: Code
    days: tuple[Day, ...] = Field(("every_day",), min_length=1)
    from_: Annotated[str, AfterValidator(_begins), Field(alias="from")]
    until: Annotated[str, AfterValidator(_ends)]
    provenance: Provenance = "unverified"
