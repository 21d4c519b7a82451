"""What a principal may do. Pure; every route and every row-level policy agrees with this."""

from collections.abc import Collection

from app.access.actions import ALLOWED, OF_THE_WHOLE_STREAM, Action, Disclosure, Role
from app.access.principal import ANY_UNIT, Grant, Principal


def may(principal: Principal, action: Action, stream: str, unit: str | None = None) -> bool:
    """Whether `action` is allowed in the stream; `unit` is needed for what is done to one unit.

    A grant on one unit carries what concerns that unit and what concerns the whole stream, never another
    unit.
    """
    carrying = [grant for grant in principal.roles.get(stream, ()) if action in ALLOWED[grant.role]]
    if action in OF_THE_WHOLE_STREAM:
        return bool(carrying)
    return unit is not None and any(covers(grant, unit) for grant in carrying)


def may_somewhere(principal: Principal, actions: Collection[Action], stream: str | None = None) -> bool:
    """Whether any grant (of one stream, where given) carries any of the actions: the door of a route."""
    wanted = frozenset(actions)
    grants = grants_of(principal) if stream is None else principal.roles.get(stream, ())
    return any(ALLOWED[grant.role] & wanted for grant in grants)


def covers(grant: Grant, unit: str) -> bool:
    """Whether a grant reaches a unit. The code '*' itself is never a unit, nor is what no text can hold."""
    return unit != ANY_UNIT and "\x00" not in unit and grant.unit in (ANY_UNIT, unit)


def disclosure(principal: Principal, stream: str) -> Disclosure | None:
    """How much of the board is shown: everything, levels only, or nothing (None)."""
    if may(principal, Action.SEE_BOARD, stream):
        return "all"
    return "level" if may(principal, Action.SEE_LEVELS, stream) else None


def streams_for_unit(
    principal: Principal, unit: str, actions: Collection[Action] = tuple(Action)
) -> tuple[str, ...]:
    """The streams in which a grant that carries one of the actions reaches the unit's code, in order.

    Whether the unit exists there is for its configuration to say.
    """
    return tuple(
        stream
        for stream in sorted(principal.roles)
        if any(covers(g, unit) and ALLOWED[g.role] & set(actions) for g in principal.roles[stream])
    )


def leading_role(principal: Principal, stream: str) -> Role | None:
    """The strongest role held in the stream: the one that is shown. None: nothing is held there."""
    held = {grant.role for grant in principal.roles.get(stream, ())}
    return next((role for role in Role if role in held), None)


def grants_of(principal: Principal) -> tuple[Grant, ...]:
    """All grants, whatever the stream."""
    return tuple(grant for grants in principal.roles.values() for grant in grants)
