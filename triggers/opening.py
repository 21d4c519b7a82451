"""When a unit is open, and time counted only while it is. Knows no figure and no rule."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

from triggers.local_hours import Hours, Spell, moment_on

ALWAYS = Spell(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
FORTNIGHT = timedelta(days=14)
DAY = timedelta(days=1)


class Opening(NamedTuple):
    """Local `hours` of the week (none: always) but for `closures`: spells in order, none within another."""

    hours: tuple[Hours, ...]
    closures: tuple[Spell, ...]
    timezone: ZoneInfo


class Stretch(NamedTuple):
    """Whether a unit is open, and until when. `until` None: for a fortnight at least."""

    is_open: bool
    until: datetime | None


@lru_cache(maxsize=4096)
def stretch_at(opening: Opening, moment: datetime) -> Stretch:
    """How it stands at a moment. It shuts at the very moment its hours end, and is open from the one they begin."""
    spells = _open_from(opening, moment)
    begins, ends = next(spells)
    if begins > moment:
        return Stretch(is_open=False, until=begins)
    while ends - moment < FORTNIGHT:
        following = next(spells)
        if following.begins > ends:
            return Stretch(is_open=True, until=ends)
        ends = following.ends
    return Stretch(is_open=True, until=None)


def shut_at(opening: Opening, moment: datetime) -> bool:
    """Whether the unit is shut then."""
    return not stretch_at(opening, moment).is_open


def after(opening: Opening, start: datetime, lasting: timedelta) -> datetime:
    """When it will have been open for so long since `start`: always a moment at which it is open."""
    for begins, ends in _open_from(opening, start):
        since = max(begins, start)
        if lasting < ends - since:
            return since + lasting
        lasting -= ends - since
    raise AssertionError("a unit opens again")


def _open_from(opening: Opening, moment: datetime) -> Iterator[Spell]:
    """The spells for which it is open that end after a moment, in order; one may begin where another ends."""
    for spell in _by_hours(opening, moment):
        begins, ends = spell
        for closure in opening.closures:
            if closure.begins >= ends:
                break
            if closure.ends > begins:
                if moment < closure.begins and begins < closure.begins:
                    yield Spell(begins, closure.begins)
                begins = closure.ends
        if max(begins, moment) < ends:
            yield Spell(begins, ends)


def _by_hours(opening: Opening, moment: datetime) -> Iterator[Spell]:
    if not opening.hours:
        yield ALWAYS
        return
    first = moment.astimezone(opening.timezone).date() - DAY
    for n in count():
        for spell in _spells_on(opening.hours, first + n * DAY, opening.timezone):
            if spell.ends > moment:
                yield spell


@lru_cache(maxsize=1024)
def _spells_on(hours: tuple[Hours, ...], day: date, timezone: ZoneInfo) -> tuple[Spell, ...]:
    """Those that begin on a day; none where the clocks leap over the whole of it."""
    found = [
        Spell(moment_on(day, one.from_, timezone), moment_on(_last_day(one, day), one.until, timezone))
        for one in hours
        if day.weekday() in one.weekdays and one.until is not None
    ]
    return tuple(sorted(spell for spell in found if spell.begins < spell.ends))


def _last_day(hours: Hours, day: date) -> date:
    """Midnight, as anything that is not later than the hours begin, is of the next day."""
    return day + DAY if hours.until is not None and hours.until <= hours.from_ else day
