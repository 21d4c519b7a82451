"""The days that the three acute sites live through, a winter Monday and a Sunday: figures at stated times. Data only.

Each row: mean handover, 4-hour, majors, time to treatment, over 12 h, referred, G&A, escalation,
no criteria to reside.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

ED_METRICS = (
    "ambulance.mean_handover_minutes",
    "ed.four_hour_performance_pct",
    "ed.majors_resus_occupancy_pct",
    "ed.median_time_to_treatment_minutes",
    "ed.over_12h_from_arrival_pct",
    "ed.referred_to_service_pct",
)
BED_METRICS = ("beds.ga_occupancy_pct", "beds.escalation_open_pct", "beds.nctr_pct")
STORY_METRICS = (*ED_METRICS, *BED_METRICS)
SATURDAY = 5

CUTS: Mapping[str, tuple[str, str, str]] = {
    "ambulance.mean_handover_minutes": ("15", "30", "45"),
    "ed.four_hour_performance_pct": ("78", "70", "60"),
    "ed.majors_resus_occupancy_pct": ("80", "100", "120"),
    "ed.median_time_to_treatment_minutes": ("60", "120", "200"),
    "ed.over_12h_from_arrival_pct": ("2", "8", "15"),
    "ed.referred_to_service_pct": ("30", "50", "70"),
    "beds.ga_occupancy_pct": ("92", "95", "98"),
    "beds.escalation_open_pct": ("2", "4", "6"),
    "beds.nctr_pct": ("10", "15", "20"),
}
"""What the figures may not cross between the times of the story: the cuts of opel-acute-2024-26."""


class Waypoint(NamedTuple):
    """The nine figures, exact, at a local time of the day."""

    at: time
    figures: tuple[Decimal, ...]

    def of(self, metric: str) -> Decimal:
        """The figure of one metric."""
        return self.figures[STORY_METRICS.index(metric)]


def _row(at: str, figures: str) -> Waypoint:
    return Waypoint(time.fromisoformat(at), tuple(map(Decimal, figures.split("/"))))


STORY: Mapping[str, Sequence[Waypoint]] = {
    "RD8-MKH": (
        _row("08:00", "21/72/94/88/4.1/38/95.6/3.1/14.2"),
        _row("11:15", "38/66/112/126/7.4/52/97.4/3.1/14.2"),
        _row("14:30", "52/57/126/171/9.8/63/98.6/4.8/15.6"),
        _row("14:45", "52/57/126/171/9.8/63/98.6/4.8/15.6"),
        _row("19:00", "41/61/104/140/9.2/48/97.2/4.8/13.9"),
    ),
    "RC9-BED": (
        _row("08:00", "17/76/88/70/3.0/33/93.8/1.5/12.0"),
        _row("13:00", "33/68/108/118/6.2/51/96.4/4.4/16.1"),
    ),
    "RC9-LDH": (_row("08:00", "24/74/92/82/3.6/35/94.2/2.6/12.8"),),
}
"""Any Monday to Friday."""

SUNDAY: Mapping[str, Sequence[Waypoint]] = {
    "RD8-MKH": (
        _row("08:00", "22/74/90/82/3.5/34/94.6/2.6/13.2"),
        _row("16:30", "34/67/108/124/7.2/47/95.8/3.4/13.6"),
        _row("21:30", "24/73/94/86/4.0/36/95.4/3.1/14.0"),
    ),
    "RC9-BED": (
        _row("08:00", "18/76/86/72/3.1/32/93.4/1.6/12.2"),
        _row("10:30", "12/83/82/62/1.6/24/92.4/1.2/11.0"),
        _row("15:00", "19/75/90/74/3.4/34/93.6/1.4/12.0"),
    ),
    "RC9-LDH": (
        _row("08:00", "31/69/104/112/6.8/44/94.8/3.4/13.4"),
        _row("12:00", "25/73/94/86/4.0/37/94.4/2.7/12.9"),
    ),
}
"""Any Saturday or Sunday. Each site ends on the side of every cut on which its Monday begins."""


def at_weekend(day: date) -> bool:
    """Whether it is a Saturday or Sunday, when nobody is in the office."""
    return day.weekday() >= SATURDAY


def story_of(day: date) -> Mapping[str, Sequence[Waypoint]]:
    """What the sites live through on a local day."""
    return SUNDAY if at_weekend(day) else STORY
