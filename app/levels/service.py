"""A unit's service at a moment: what somebody has said of it, and whether it is open. Changes no level. Pure."""

from collections.abc import Iterable
from datetime import datetime

from app.state import DatedStatus, ServiceNow, UnitState
from triggers.opening import Opening, Stretch, stretch_at

OPEN = "open"


def with_service(
    statuses: Iterable[DatedStatus], opening: Opening | None, state: UnitState, now: datetime
) -> UnitState:
    """The unit with its service as it is now, due again when that changes by itself."""
    said = list(statuses)
    edges = [edge for status in said for edge in (status.begins, status.ends) if edge > now]
    stretch = Stretch(is_open=True, until=None) if opening is None else stretch_at(opening, now)
    dues = [due for due in (state.due, stretch.until, *edges) if due is not None]
    return state._replace(service=service_at(said, opening, stretch, now), due=min(dues, default=None))


def service_at(
    statuses: Iterable[DatedStatus], opening: Opening | None, stretch: Stretch, now: datetime
) -> ServiceNow | None:
    """None: always open, and nothing is said of it."""
    said = next((status for status in statuses if status.begins <= now < status.ends), None)
    by_hours = opening is not None and bool(opening.hours)
    if said is None and not by_hours:
        return None
    shut, changes_at = not stretch.is_open, stretch.until
    if said is None:
        return ServiceNow(OPEN, None, None, shut, changes_at)
    return ServiceNow(said.status, said.reason, said.ends, shut, changes_at)
