"""What a back-test is run on: figures as stored, and units' configurations over time. Judges nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from app.db.connection import Connection
from app.organisations.exemptions import KnownGap, NotApplicable
from app.organisations.queries import local_midnight
from app.organisations.system_file import SystemFile
from app.organisations.units_config import unit_config
from triggers.catalogue import Catalogue
from triggers.replay.history import Gathering, History
from triggers.replay.values import Era
from triggers.values import Measure, Reading

EVER = datetime(1970, 1, 1, tzinfo=UTC)
LONG_AGO = date(1970, 1, 1)
PREFETCH = 5_000

COLUMNS = """
r.seq, r.line, r.unit, r.metric, r.value, r.numerator, r.denominator, r.observed_at, r.received_at, r.source,
r.confirms_at
"""

READINGS = f"""
SELECT {COLUMNS} FROM reading r
WHERE r.stream = $1 AND r.verdict <> 'derived' AND ($2::text[] IS NULL OR r.unit = ANY ($2))
  AND ($3::text[] IS NULL OR r.metric = ANY ($3)) AND ($4::timestamptz IS NULL OR r.received_at < $4)
  AND ($5::timestamptz IS NULL OR r.received_at >= $5)
UNION ALL
SELECT last.* FROM unnest($2::text[]) AS u (unit) CROSS JOIN unnest($3::text[]) AS m (metric)
CROSS JOIN LATERAL (
    (SELECT {COLUMNS} FROM reading r
     WHERE r.stream = $1 AND r.unit = u.unit AND r.metric = m.metric AND r.received_at < $5 AND r.verdict <> 'derived'
     ORDER BY r.observed_at DESC, r.seq DESC, r.line DESC LIMIT 1)
    UNION
    (SELECT {COLUMNS} FROM reading r
     WHERE r.stream = $1 AND r.unit = u.unit AND r.metric = m.metric AND r.received_at < $5
       AND r.verdict NOT IN ('derived', 'queried') AND r.value IS NOT NULL
     ORDER BY r.observed_at DESC, r.seq DESC, r.line DESC LIMIT 1)
) AS last
ORDER BY seq, line
"""  # noqa: S608 - fixed names
"""In the order received: what came since, and what was held of each metric just before. Derived figures are left out:
the rules make them again from their counts.
"""


class Stored(NamedTuple):
    """Which figures of a database are wanted: a stream's, of some units and metrics or of all, received before `ends`.

    `since`: of what was received before it only what was held then; units and metrics are named with it.
    """

    stream: str
    units: Sequence[str] | None
    ends: datetime | None
    metrics: Sequence[str] | None = None
    since: datetime | None = None


async def stored_history(connection: Connection, wanted: Stored, told: Callable[[int], None]) -> History:
    """Every figure that was taken. The connection is in a transaction. `told`: how many have been read so far."""
    gathering, done = Gathering(), 0
    asked = wanted.stream, listed(wanted.units), listed(wanted.metrics), wanted.ends, wanted.since
    async for row in connection.cursor(READINGS, *asked, prefetch=PREFETCH):
        gathering.add(*received_in(row))
        done += 1
        if done % PREFETCH == 0:
            told(done)
    return gathering.history()


def listed(wanted: Sequence[str] | None) -> list[str] | None:
    """As the database takes it."""
    return None if wanted is None else list(wanted)


def received_in(row: Iterable[Any]) -> tuple[datetime, Reading]:
    """A stored figure as the rules take it, with the time it was received."""
    _, _, unit, metric, value, numerator, denominator, observed_at, received_at, source, confirms_at = row
    measure = None if value is None else Measure(value, numerator, denominator)
    return received_at, Reading(unit, metric, measure, observed_at, source, confirms_at is not None)


def eras_of(system: SystemFile, unit: str, catalogue: Catalogue) -> tuple[Era, ...]:
    """A unit's configuration over time, from each day on which something of it begins or ends. Raises KeyError."""
    days = sorted(set(turning_days(system, unit)))
    later = (Era(local_midnight(system, day), unit_config(system, unit, day, catalogue)) for day in days)
    return (Era(EVER, unit_config(system, unit, LONG_AGO, catalogue)), *later)


def turning_days(system: SystemFile, unit: str) -> Iterator[date]:
    """The days on which an exemption or a known gap of the unit begins or ends."""
    mine: list[NotApplicable | KnownGap] = [n for n in system.not_applicable if n.unit == unit]
    mine += [gap for gap in system.known_gaps if gap.unit == unit]
    for dated in mine:
        yield dated.from_
        if dated.until is not None:
            yield dated.until
