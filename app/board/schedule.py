"""What an expectation says, in words. Pure; says nothing of any figure."""

from collections.abc import Sequence
from datetime import time, timedelta

from triggers.expectations import Expectation, IntervalExpectation, TimesExpectation
from triggers.text_fields import DAYS

NOT_EXPECTED = "nothing is expected at set times"
NOT_APPLICABLE = "does not apply here"
SHORTEST_RUN = 3  # days in a row before they are written as a run: "Mon–Wed", but "Sat and Sun"
LENGTHS = ((timedelta(days=1), "day"), (timedelta(hours=1), "h"), (timedelta(minutes=1), "min"))


def schedule_words(expectation: Expectation | None) -> str:
    """ "every 15 min, late after 45 min"; "Mon–Fri 09:30, 45 min grace". A feed is late by the figure's age."""
    if expectation is None:
        return NOT_EXPECTED
    if isinstance(expectation, IntervalExpectation):
        every, late = length_words(expectation.every), length_words(expectation.late_after)
        return f"every {every}, late after {late}"
    days, times = days_words(expectation.weekdays), listed([clock_words(at) for at in expectation.times])
    return f"{days} {times}".strip() + grace_words(expectation)


def grace_words(expectation: TimesExpectation) -> str:
    """ ", 45 min grace (08:00: 3 h)", or nothing where a time is kept to the minute."""
    own = {at: grace for at, grace in expectation.grace_at.items() if grace != expectation.grace}
    exceptions = [f"{clock_words(at)}: {length_words(grace)}" for at, grace in sorted(own.items())]
    general = f"{length_words(expectation.grace)} grace" if expectation.grace else "grace"
    if not expectation.grace and not own:
        return ""
    return f", {general} ({listed(exceptions)})" if own else f", {general}"


def days_words(weekdays: frozenset[int]) -> str:
    """ "Mon–Fri", "Sat and Sun", "Mon"; of every day nothing."""
    if len(weekdays) == len(DAYS):
        return ""
    chosen = sorted(weekdays)
    names = [DAYS[day].capitalize() for day in chosen]
    in_a_row = chosen[-1] - chosen[0] == len(chosen) - 1
    return f"{names[0]}–{names[-1]}" if in_a_row and len(chosen) >= SHORTEST_RUN else listed(names)


def length_words(length: timedelta) -> str:
    """ "45 min", "1 h 30 min", "7 days"."""
    parts: list[str] = []
    for unit, name in LENGTHS:
        count, length = divmod(length, unit)
        if count:
            parts.append(f"{count} {name}{'s' if name == 'day' and count > 1 else ''}")
    seconds = int(length.total_seconds())
    return " ".join([*parts, f"{seconds} s"] if seconds or not parts else parts)


def clock_words(at: time) -> str:
    """ "08:00"."""
    return f"{at:%H:%M}"


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
