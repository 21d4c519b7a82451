"""What counts as a difference between a unit's state before and after. Pure."""

from app.state import UnitState


def seen_above(state: UnitState) -> tuple[object, ...]:
    """All that a parent sees of a child: while it stays, so does what the parent makes of it."""
    given = state.assessment
    if given is None:
        return (state.settled.level, state.worst, state.worst_level)
    _, _, level, floor, ceiling, stated, reachable, score, available, least, most, applicable, _, _, shut = (
        given
    )
    shown = level, floor, ceiling, stated, reachable, score, available, least, most, applicable, shut
    return (state.settled.level, state.worst, state.worst_level, shown)


def differs(before: UnitState, after: UnitState) -> bool:
    """Whether anything but ages has moved."""
    return ageless(before) != ageless(after)


def ageless(state: UnitState) -> UnitState:
    """The state without the ages of its figures, and without the picture it was written to."""
    given = state.assessment
    if given is not None:
        given = given._replace(parameters=tuple(p._replace(age_seconds=None) for p in given.parameters))
    return state._replace(assessment=given, version=0, body="")
