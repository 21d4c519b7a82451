"""One row of a file of history → a reading, or why it is refused, by the same checks as the API's. Knows no unit."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from triggers.catalogue import Catalogue, Metric
from triggers.check_value import check_value
from triggers.values import Measure, Reading

COLUMNS = ("organisation", "metric", "value", "observed_at")
MORE = ("received_at", "source", "unit")
UNKNOWN = "unknown"
LONGEST = 40


class Limits(NamedTuple):
    """How far a figure's time may lie ahead of when it was received, and how far before."""

    ahead: timedelta
    back: timedelta


class Refusal(NamedTuple):
    """A row that was not taken. `row`: its place among the file's rows, from 1, the heading not counted."""

    row: int
    organisation: str
    metric: str
    code: str
    message: str


class Received(NamedTuple):
    """A reading with the time it was received."""

    at: datetime
    reading: Reading


class _Wrong(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def read_row(
    row: int, cells: Mapping[str, object], catalogue: Catalogue, limits: Limits
) -> Received | Refusal:
    """A reading, or why there is none."""
    organisation, metric = (str(cells.get(name) or "").strip() for name in ("organisation", "metric"))
    try:
        return read_known(organisation, known_metric(organisation, metric, catalogue), cells, limits)
    except _Wrong as wrong:
        return Refusal(row, organisation, metric, wrong.code, wrong.message)


def known_metric(organisation: str, metric: str, catalogue: Catalogue) -> Metric:
    """The metric that a row names. Raises _Wrong."""
    if not organisation or not metric:
        raise _Wrong("missing", "A row needs an organisation and a metric.")
    if metric not in catalogue.metrics:
        raise _Wrong("unknown_metric", f"{metric[:LONGEST]} is not in the metrics catalogue.")
    return catalogue.metrics[metric]


def read_known(organisation: str, metric: Metric, cells: Mapping[str, object], limits: Limits) -> Received:
    """The reading of a known metric. Raises _Wrong."""
    value = number_in(cells["value"])
    unit = cells.get("unit")
    if refusal := check_value(metric, value, str(unit) if unit else None):
        raise _Wrong(refusal.code, refusal.message)
    observed = moment_in(cells["observed_at"], "observed_at")
    received = moment_in(cells["received_at"], "received_at") if cells.get("received_at") else observed
    if observed > received + limits.ahead:
        raise _Wrong("ahead_of_clock", "It was observed after it was received.")
    if observed < received - limits.back:
        raise _Wrong("too_old", f"It was observed more than {limits.back.days} days before it was received.")
    measure = None if value is None else Measure(value)
    source = str(cells.get("source") or "feed")
    return Received(received, Reading(organisation, metric.id, measure, observed, source))


def number_in(cell: object) -> Decimal | None:
    """A number; None: unknown, which a column of numbers says by having none. Raises _Wrong."""
    if cell is None or (isinstance(cell, str) and cell.strip().casefold() == UNKNOWN):
        return None
    text = str(cell).strip()
    if not text:
        raise _Wrong("missing", f'The value is empty; write "{UNKNOWN}" for a figure that is missing.')
    try:
        value = Decimal(text) if len(text) <= LONGEST and "_" not in text else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite():
        raise _Wrong("not_a_number", f'{text[:LONGEST]!r} is neither a number nor "{UNKNOWN}".')
    return value


def moment_in(cell: object, column: str) -> datetime:
    """A moment with its zone. Raises _Wrong."""
    try:
        moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(str(cell or "").strip())
    except ValueError:
        reason = f"{column} is {str(cell)[:LONGEST]!r}, which is not a time such as 2026-01-12T08:00:00Z."
        raise _Wrong("not_a_time", reason) from None
    if moment.tzinfo is None:
        raise _Wrong("no_zone", f"{column} has no time zone; end it with Z or an offset.")
    return moment.astimezone(UTC)
