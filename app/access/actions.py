"""What can be done, the roles there are, and the one table that joins them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal


class Action(StrEnum):
    """Everything that a caller can be allowed. A route names one or more of these."""

    SEE_SYSTEMS = "see_systems"
    SEE_CATALOGUE = "see_catalogue"
    SEE_BOARD = "see_board"
    SEE_LEVELS = "see_levels"  # the board without the figures behind it
    POST_READINGS = "post_readings"
    RECORD_BY_PHONE = "record_by_phone"
    READ_HELD = "read_held"
    READ_REFUSED = "read_refused"  # the whole stream's
    READ_OWN_REFUSED = "read_own_refused"
    READ_CLOCK = "read_clock"
    SET_CLOCK = "set_clock"
    SEE_MATTERS = "see_matters"  # all of them; who may not sees its own units' cards, seats and declarations
    SEE_OWN_MATTERS = "see_own_matters"
    DECLARE = "declare"
    WORK_CARDS = "work_cards"
    KEEP_ROTA = "keep_rota"
    TELL_PARTNERS = "tell_partners"
    ANSWER = "answer"
    HAND_OVER = "hand_over"
    CONFIGURE = "configure"


class Role(StrEnum):
    """What somebody is in a system, strongest first: a person of several roles is shown as the first."""

    DIRECTOR = "director"
    ROOM_LEAD = "room_lead"
    OPERATOR = "operator"
    VIEWER = "viewer"
    PROVIDER = "provider"
    SIMULATOR = "simulator"


Disclosure = Literal["level", "all"]

EVERYBODY = frozenset({Action.SEE_SYSTEMS, Action.SEE_CATALOGUE, Action.READ_CLOCK})
SENDS = frozenset({Action.POST_READINGS, Action.READ_HELD, Action.READ_OWN_REFUSED})
WATCHES = frozenset({Action.SEE_BOARD, Action.READ_HELD, Action.READ_REFUSED})

ACTS = frozenset({Action.DECLARE, Action.WORK_CARDS, Action.KEEP_ROTA, Action.TELL_PARTNERS, Action.ANSWER})
LEADS = ACTS | {Action.HAND_OVER, Action.SEE_MATTERS, Action.CONFIGURE}

ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.DIRECTOR: EVERYBODY | WATCHES | LEADS | {Action.RECORD_BY_PHONE, Action.READ_OWN_REFUSED},
    Role.ROOM_LEAD: EVERYBODY | WATCHES | LEADS | {Action.RECORD_BY_PHONE, Action.READ_OWN_REFUSED},
    Role.OPERATOR: EVERYBODY | WATCHES | {Action.SET_CLOCK, Action.SEE_MATTERS},
    Role.VIEWER: EVERYBODY | WATCHES | {Action.SEE_MATTERS},
    Role.PROVIDER: EVERYBODY | SENDS | ACTS | {Action.SEE_LEVELS, Action.SEE_OWN_MATTERS},
    Role.SIMULATOR: EVERYBODY | SENDS | {Action.SET_CLOCK},
}

OF_THE_WHOLE_STREAM = frozenset(
    {
        Action.SEE_SYSTEMS,
        Action.SEE_CATALOGUE,
        Action.SEE_BOARD,
        Action.SEE_LEVELS,
        Action.READ_REFUSED,
        Action.READ_OWN_REFUSED,
        Action.READ_CLOCK,
        Action.SET_CLOCK,
        Action.SEE_MATTERS,
        Action.SEE_OWN_MATTERS,
        Action.ANSWER,
        Action.HAND_OVER,
        Action.CONFIGURE,
    }
)
"""Actions that are not about one unit: a grant on any unit of the stream carries them."""


def roles_allowed(actions: frozenset[Action]) -> tuple[Role, ...]:
    """The roles that may do at least one of the actions, strongest first."""
    return tuple(role for role in Role if ALLOWED[role] & actions)
