"""What the three acute sites send: ED figures each quarter of an hour, beds at site reports. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from app.simulator.curves import around, figure_at
from app.simulator.posts import Figure, Post, later
from app.simulator.story import BED_METRICS, ED_METRICS, at_weekend, story_of

SITE_REPORTS = (time(8), time(11), time(14), time(18), time(22))
QUARTER = timedelta(minutes=15)
NOW = timedelta(0)
LATENCY = {
    "RD8-MKH": timedelta(seconds=20),
    "RC9-BED": timedelta(seconds=35),
    "RC9-LDH": timedelta(seconds=50),
}
SITE_REPORT_TAKES = timedelta(minutes=6)
COUNTS_BEDS, TYPES_LATE = "RC9-LDH", "RD8-MKH"
BEDS_OPEN = Decimal(640)
BUSINESS_PER_HOUR = {
    "ed.attendances_since_midnight": "9",
    "ed.treated_since_midnight": "7.5",
    "ambulance.handovers_since_midnight": "2.5",
}
SNAPSHOT_TYPED_AT = time(10, 55)
SLIP_TYPED_AT, SLIP_PUT_RIGHT_AT = time(11, 20), time(11, 24)
SLIP, MEANT = Decimal("9.64"), Decimal("96.4")


def acute_posts(seed: int, quarter: datetime) -> Iterator[Post]:
    """What the sites send of one local quarter of an hour."""
    for unit, waypoints in story_of(quarter).items():
        at_waypoint = any(w.at == quarter.time() for w in waypoints)
        figures = ed_figures(seed, unit, quarter)
        if at_waypoint and not (unit == TYPES_LATE and _typed_late(quarter)):
            figures += bed_figures(seed, unit, quarter)
        yield Post(later(quarter, NOW if at_waypoint else LATENCY[unit]), unit, figures)
        if quarter.time() in SITE_REPORTS and not at_waypoint:
            yield from _site_report(seed, unit, quarter)
    if _typed_late(quarter):
        beds = bed_figures(seed, TYPES_LATE, quarter)
        typed = later(_at(quarter, SNAPSHOT_TYPED_AT), NOW)
        yield Post(typed, TYPES_LATE, beds, "the 08:00 snapshot, typed at 10:55")


def _typed_late(quarter: datetime) -> bool:
    """Whether it is the site report that Milton Keynes types nearly three hours later."""
    return quarter.time() == time(8) and not at_weekend(quarter)


def _site_report(seed: int, unit: str, quarter: datetime) -> Iterator[Post]:
    beds = bed_figures(seed, unit, quarter)
    match unit, quarter.time():
        case _ if at_weekend(quarter):
            yield Post(later(quarter, SITE_REPORT_TAKES), unit, beds)
        case "RD8-MKH", time(hour=11):
            return
        case "RC9-BED", time(hour=11):
            slipped = _with(beds, "beds.ga_occupancy_pct", SLIP)
            yield Post(later(_at(quarter, SLIP_TYPED_AT), NOW), unit, slipped, "G&A typed as 9.64")
            put_right = (Figure("beds.ga_occupancy_pct", MEANT, quarter),)
            yield Post(later(_at(quarter, SLIP_PUT_RIGHT_AT), NOW), unit, put_right, "G&A put right: 96.4")
        case _:
            yield Post(later(quarter, SITE_REPORT_TAKES), unit, beds)


def opening_beds(seed: int, start: datetime) -> Iterator[Post]:
    """The last site report before `start`, so that a day does not open blind."""
    days = (start, start - timedelta(days=1))
    reports = (_at(day, report) for day in days for report in reversed(SITE_REPORTS))
    last = next(report for report in reports if report < start)
    for unit, latency in LATENCY.items():
        beds = tuple(f._replace(observed_at=last) for f in bed_figures(seed, unit, _at(start, time(0))))
        yield Post(later(start, latency), unit, beds, f"the {last:%H:%M} site report")


def ed_figures(seed: int, unit: str, at: datetime) -> tuple[Figure, ...]:
    """The six ED parameters, and the counts by which the room works."""
    waypoints = story_of(at)[unit]
    values = {metric: figure_at(seed, unit, metric, waypoints, at) for metric in ED_METRICS}
    counts = {**_counts_now(values), **_counts_since_midnight(at)}
    department = around("78", "9", seed, unit, "ed.in_department", at.isoformat())
    return tuple(Figure(m, v, at) for m, v in {**values, **counts, "ed.in_department": department}.items())


def bed_figures(seed: int, unit: str, at: datetime) -> tuple[Figure, ...]:
    """The bed parameters; from Luton as the counts behind them."""
    waypoints = story_of(at)[unit]
    values = {metric: figure_at(seed, unit, metric, waypoints, at) for metric in BED_METRICS}
    if unit == COUNTS_BEDS:
        values = _as_counts(values)
    return tuple(Figure(metric, value, at) for metric, value in values.items())


def _as_counts(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    occupied = _share(values["beds.ga_occupancy_pct"], BEDS_OPEN)
    return {
        "beds.ga_open": BEDS_OPEN,
        "beds.ga_occupied": occupied,
        "beds.escalation_open": _share(values["beds.escalation_open_pct"], BEDS_OPEN),
        "beds.nctr_patients": _share(values["beds.nctr_pct"], occupied),
    }


def _share(percent: Decimal, of: Decimal) -> Decimal:
    return (percent * of / 100).quantize(Decimal(1))


def _counts_now(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    handover, referred = values["ambulance.mean_handover_minutes"], values["ed.referred_to_service_pct"]
    rough = {
        "ed.ambulance_queue": handover / 8,
        "ed.longest_ambulance_wait_minutes": handover * Decimal("2.15"),
        "ed.dta": referred / 4,
        "ed.dta_over_8h": referred / 12,
    }
    return {metric: value.quantize(Decimal(1)) for metric, value in rough.items()}


def _counts_since_midnight(at: datetime) -> dict[str, Decimal]:
    """Counters that begin again at local midnight: for an hour or two they are too few to mean much."""
    hours = Decimal(at.hour * 60 + at.minute) / 60
    return {
        metric: (hours * Decimal(rate)).quantize(Decimal(1)) for metric, rate in BUSINESS_PER_HOUR.items()
    }


def _with(figures: tuple[Figure, ...], metric: str, value: Decimal) -> tuple[Figure, ...]:
    return tuple(f._replace(value=value) if f.metric == metric else f for f in figures)


def _at(day: datetime, clock: time) -> datetime:
    return day.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, fold=0)
