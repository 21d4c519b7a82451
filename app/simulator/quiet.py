"""What all but the acute sites send, each at its own cadence: near its middle, never across a cut. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from app.simulator.curves import TENTH, around, noise
from app.simulator.posts import Figure, Post, later

TAKES = timedelta(seconds=70)
WEEKDAYS, MONDAYS = range(5), range(1)


class QuietFeed(NamedTuple):
    """One unit's return: metric → (middle, spread). `every` minutes of the day, or `at` times.

    `hourly`: metric → what an hour adds since midnight.
    """

    unit: str
    figures: Mapping[str, tuple[str, str]]
    every: int | None = None
    at: tuple[time, ...] = ()
    days: Sequence[int] = range(7)
    hourly: Mapping[str, str] = {}


COMMUNITY = {
    "community.bed_occupancy_pct": ("91", "2"),
    "community.nctr_pct": ("15", "2"),
    "community.ucr_2h_pct": ("76", "4"),
    "community.deferred_visits_pct": ("5", "1"),
    "community.virtual_ward_occupancy_pct": ("74", "6"),
    "community.staff_absence_pct": ("7", "1"),
    "discharge.p1_waiting": ("15", "4"),
    "discharge.p2_waiting": ("11", "2"),
    "discharge.p3_waiting": ("7", "1"),
    "discharge.p1_slots_free": ("7", "4"),
    "discharge.p2_beds_free": ("3", "3"),
}
MENTAL_HEALTH = {
    "mental_health.adult_acute_occupancy_pct": ("93", "2"),
    "mental_health.ready_for_discharge_pct": ("8", "1"),
    "mental_health.s136_available": ("1", "0.4"),
    "mental_health.s136_breaches": ("0", "0.4"),
    "mental_health.ed_waits_over_12h": ("2", "0.4"),
    "mental_health.ed_waits_over_24h": ("0", "0.4"),
    "mental_health.out_of_area_placements": ("4", "1"),
    "mental_health.awaiting_admission": ("5", "1"),
}
AMBULANCE = {
    "calls999.active": ("64", "12"),
    "calls999.waiting": ("17", "6"),
    "calls999.c2_mean_minutes": ("34", "4"),
    "ambulance.en_route": ("9", "4"),
}
LOST = {"ambulance.time_lost_hours": "1.7"}
SCALES = {"ambulance.reap_level": ("3", "0"), "ambulance.csp_level": ("2", "0")}
NHS111 = {
    "nhs111.offered": ("118", "20"),
    "nhs111.answered": ("112", "18"),
    "nhs111.abandoned_pct": ("4", "0.4"),
    "nhs111.in_60s_pct": ("68", "9"),
    "nhs111.speed_to_answer_seconds": ("75", "12"),
    "nhs111.answer_95th_seconds": ("240", "50"),
    "nhs111.longest_wait_seconds": ("540", "180"),
    "nhs111.callback_backlog": ("46", "10"),
    "nhs111.staffing_pct": ("92", "1"),
}
COUNCIL = {
    "opel.declared_level": ("2", "0"),
    "council.care_packages_waiting": ("11", "4"),
    "council.capacity_vacancies": ("38", "9"),
}
GENERAL_PRACTICE = {"primary_care.gpas_level": ("2", "0")}

FEEDS: Sequence[QuietFeed] = (
    *(
        QuietFeed(unit, COMMUNITY, at=(time(9, 30),), days=WEEKDAYS)
        for unit in ("RV3-COM@MK", "RWK-COM@BED", "RYV@LUT")
    ),
    *(QuietFeed(unit, MENTAL_HEALTH, every=30) for unit in ("RV3-MH@MK", "RWK-MH@BCA")),
    *(QuietFeed(unit, AMBULANCE, every=15, hourly=LOST) for unit in ("RYE@MK", "RYC@BCA")),
    *(QuietFeed(unit, SCALES, at=(time(8),)) for unit in ("RYE@MK", "RYC@BCA")),
    QuietFeed("NHS111@BLMK", NHS111, every=15),
    *(QuietFeed(unit, COUNCIL, at=(time(9),), days=WEEKDAYS) for unit in ("MKCC", "BBC", "CBC", "LBC")),
    *(QuietFeed(unit, GENERAL_PRACTICE, at=(time(9),), days=MONDAYS) for unit in ("PCN@MK", "PCN@BCA")),
)


def quiet_posts(seed: int, quarter: datetime) -> Iterator[Post]:
    """What the quiet units send of one local quarter of an hour."""
    for feed in FEEDS:
        if _due(feed, quarter):
            yield Post(later(quarter, TAKES), feed.unit, _figures(seed, feed, quarter))


def opening_returns(seed: int, start: datetime) -> Iterator[Post]:
    """The last manual return of each unit before `start`, such as Friday's on a Monday morning."""
    for feed in FEEDS:
        if feed.every is None:
            last = _last_due(feed, start)
            yield Post(
                later(start, TAKES), feed.unit, _figures(seed, feed, last), f"the return of {last:%a %H:%M}"
            )


def _due(feed: QuietFeed, quarter: datetime) -> bool:
    if feed.every is not None:
        return (quarter.hour * 60 + quarter.minute) % feed.every == 0
    return quarter.time() in feed.at and quarter.weekday() in feed.days


def _last_due(feed: QuietFeed, start: datetime) -> datetime:
    days = (start - timedelta(days=back) for back in range(8))
    times = (
        day.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0) for day in days for at in feed.at
    )
    return next(moment for moment in times if moment < start and _due(feed, moment))


def _figures(seed: int, feed: QuietFeed, at: datetime) -> tuple[Figure, ...]:
    hours = Decimal(at.hour * 60 + at.minute) / 60
    values = {
        metric: around(middle, spread, seed, feed.unit, metric, at.isoformat())
        for metric, (middle, spread) in feed.figures.items()
    }
    grown = {
        metric: (hours * Decimal(rate) * (1 + noise(seed, feed.unit, metric) / 3)).quantize(TENTH)
        for metric, rate in feed.hourly.items()
    }
    return tuple(Figure(metric, value, at) for metric, value in {**values, **grown}.items())
