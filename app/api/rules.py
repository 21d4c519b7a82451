"""The features' rows of the table from broken rule to status."""

from app.api.acting import UnknownMatter
from app.api.catalogue import UnknownPack
from app.api.errors import UNAVAILABLE, Rule
from app.api.links import ExpiredLink, ForgedLink
from app.api.patients import NhsNumberIn
from app.api.readings import NotAKey
from app.backtest.order import DaysOutOfReach, NoSuchVersion, NotComparable, NotTriedOn
from app.backtest.process import TooManyBackTests
from app.board.past.stretch import DayOutOfReach
from app.board.past.then_read import MomentOutOfReach
from app.board.past.why import NoSuchChange
from app.board.store import NoStream
from app.organisations.amending import MovedMeanwhile, NoConfiguration
from app.stream.reload import NoSuchStream, NotConfigured
from app.stream.writer import ClockOff, KeyReused, NotPermitted, SeatTaken, Unavailable, UnknownPerson

NO_PACK = Rule(
    404,
    "unknown_pack",
    "No such pack",
    "There is no pack {0!r} version {1}. GET /api/v1/packs lists those that are here.",
)

FEATURE_RULES: dict[type[Exception], Rule] = {
    Unavailable: UNAVAILABLE,
    ClockOff: Rule(
        503, "clock_off", "This server's clock is wrong", "Nothing was stored: {0}. Send it again."
    ),
    KeyReused: Rule(
        422,
        "key_reused",
        "Idempotency-Key used before",
        "This Idempotency-Key was used with another body. Nothing was recorded; use a new key.",
    ),
    NotAKey: Rule(
        422,
        "bad_idempotency_key",
        "Not an Idempotency-Key",
        "Give 1 to 200 plain characters as Idempotency-Key.",
    ),
    UnknownPack: NO_PACK,
    NoSuchVersion: NO_PACK,
    NotComparable: Rule(422, "not_comparable", "These cannot be compared", "{0}"),
    NotTriedOn: Rule(422, "not_tried_on", "Not by these rules", "{0}"),
    DaysOutOfReach: Rule(422, "day_out_of_reach", "Not days to ask about", "{0}"),
    TooManyBackTests: Rule(
        429,
        "too_many_back_tests",
        "Others are waiting",
        "A back-test is running and {0} more are waiting. Try again in some minutes.",
    ),
    UnknownMatter: Rule(404, "unknown_matter", "No such matter", "There is no {0} that you may see."),
    NhsNumberIn: Rule(
        422,
        "patient_data",
        "No patient data",
        "{0} holds what checks as an NHS number. Nothing of it was kept: write it without naming a patient.",
    ),
    ForgedLink: Rule(
        404,
        "forged_link",
        "Not one of our links",
        "This link is not one of ours, or was cut short. Open it from the message again, or ring the room.",
    ),
    ExpiredLink: Rule(
        410,
        "expired_link",
        "This link is over",
        "It was sent at {0} and held for 12 hours. Sign in, or ring the room.",
    ),
    SeatTaken: Rule(
        409, "seat_taken", "The seat is taken", "Somebody was put into this seat meanwhile. Look again."
    ),
    UnknownPerson: Rule(
        422, "unknown_person", "Nobody by that name", "A person on this rota is not known here."
    ),
    NotPermitted: Rule(403, "not_allowed", "Not allowed", "This key or person may no longer write there."),
    DayOutOfReach: Rule(422, "day_out_of_reach", "Not a day to ask about", "{0}"),
    MomentOutOfReach: Rule(422, "moment_out_of_reach", "Not a moment to ask about", "{0}"),
    NoSuchChange: Rule(
        404,
        "unknown_change",
        "No such change",
        "Entry {0} is no change of {1}'s level. Its day lists those that are.",
    ),
    MovedMeanwhile: Rule(
        409,
        "configuration_moved",
        "It has changed since you looked",
        "Changed meanwhile: {0}. Nothing of yours was stored; look again.",
    ),
    NoConfiguration: Rule(409, "not_configured", "No system file yet", "{0} has no system file yet."),
    NoStream: Rule(404, "unknown_system", "No such system", "No system {0!r} is known to you."),
    NoSuchStream: Rule(404, "unknown_system", "No such system", "{0}."),
    NotConfigured: Rule(409, "not_configured", "No system file yet", "{0}."),
}
