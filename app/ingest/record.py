"""Records a submission's readings against what is held: verdicts, rows to keep, the new held figures. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.ingest.submission import ConfirmReadings, Item, PostReadings, Refused, Sighting, Verdict
from app.ingest.times import time_refusal
from app.state import Travel, UnitState
from triggers.catalogue import Catalogue
from triggers.derive import DERIVED
from triggers.hold import take
from triggers.plans import NO_PLANS, Plans, planned_counts
from triggers.scene import figures_taken
from triggers.values import Doubt, Held, Reading

CONFIRMATIONS = 3
CONFIRMED_FOR = timedelta(hours=24)
"""After so many "no change" in a row, or so long, a number is asked for (design: writing to it)."""


class Intake(NamedTuple):
    """By what figures are taken on a day: which units report, what can be measured, local time, what was planned."""

    reporting: frozenset[str]
    catalogue: Catalogue
    zone: ZoneInfo
    plans: Plans = NO_PLANS


SightingKey = tuple[str, str, datetime, str]


class Kept(NamedTuple):
    """One reading to be written. `line`: its place in the submission."""

    line: int
    reading: Reading
    verdict: str
    confirms_at: datetime | None = None


class Recorded(NamedTuple):
    """What a submission comes to. `late`: those that arrived after a newer figure, with what stood before;
    `counted`: by unit the figures that hold, which local triggers count.
    """

    units: Mapping[str, UnitState]
    kept: tuple[Kept, ...]
    verdicts: tuple[Verdict, ...]
    refused: tuple[Refused, ...]
    late: tuple[tuple[Reading, Sighting], ...] = ()
    counted: Mapping[str, tuple[Reading, ...]] = {}
    problem: tuple[str, str] | None = None  # nothing was recorded: code and sentence


def sighting_key(reading: Reading) -> SightingKey:
    """By what a late reading is looked up in history."""
    return reading.organisation, reading.metric, reading.observed_at, reading.source


def needs_history(units: Mapping[str, UnitState], batch: Iterable[Iterable[Item]]) -> list[Reading]:
    """The readings that what is held alone may not be enough to judge, once those before them are taken."""
    wanted, newest = [], dict[tuple[str, str], datetime]()
    for items in batch:
        ahead: list[tuple[tuple[str, str], datetime]] = []
        for _, reading in items:
            organisation, metric, _, observed_at, _, _ = reading
            state = units.get(organisation)
            held = state.held.get(metric) if state else None
            passed = newest.get((organisation, metric))
            if (passed is not None and observed_at <= passed) or is_late(held, reading):
                wanted.append(reading)
            else:
                ahead.append(((organisation, metric), observed_at))
        newest.update(ahead)
    return wanted


def is_late(held: Held | None, reading: Reading) -> bool:
    """Whether a reading is not newer than what is held, and not the same."""
    return held is not None and reading.observed_at <= held.latest_at and not equal(held, reading)


def sighting_of(
    reading: Reading, history: Mapping[SightingKey, Sighting], recent: Iterable[Reading]
) -> Sighting:
    """What history says of a late reading, and after it those taken earlier in the same batch."""
    seen = history.get(sighting_key(reading), Sighting())
    for other in recent:
        same = (other.organisation, other.metric) == (reading.organisation, reading.metric)
        if same and other.observed_at <= reading.observed_at:
            equal = sighting_key(other) == sighting_key(reading) and other.measure == reading.measure
            if equal or seen.before_at is None or other.observed_at >= seen.before_at:
                seen = Sighting(seen.equal or equal, other.measure, other.observed_at)
    return seen


def equal(held: Held, reading: Reading) -> bool:
    """Whether a reading is the newest one held, sent again."""
    newest = held.latest if held.doubt else held.scores
    same = held.latest_at == reading.observed_at and held.source == reading.source
    return same and newest == reading.measure


def record_posted(
    units: Mapping[str, UnitState],
    intake: Intake,
    posted: PostReadings,
    past: Callable[[Reading], Sighting],
    now: datetime,
) -> Recorded:
    """`units`: every unit of the stream; `past`: what history says of a late reading. Readings are taken oldest
    first, whatever their order in the list.
    """
    refused = list(posted.refused)
    verdicts: list[Verdict] = []
    by_unit: dict[str, list[Item]] = {}
    late: list[tuple[Reading, Sighting]] = []
    for item in posted.items:
        wrong = time_refusal(item, now) or closed_refusal(item, intake.reporting)
        seen = None
        if wrong is None and is_late(
            units[item.reading.organisation].held.get(item.reading.metric), item.reading
        ):
            seen = past(item.reading)
        if wrong is not None:
            refused.append(wrong)
        elif seen is not None and seen.equal:
            verdicts.append(verdict_of(item, "duplicate", "already_held", ALREADY_HELD))
        else:
            by_unit.setdefault(item.reading.organisation, []).append(item)
            if seen is not None:
                late.append((item.reading, seen))
    taken: dict[str, UnitState] = {}
    counted: dict[str, tuple[Reading, ...]] = {}
    kept: list[Kept] = []
    for unit, items in by_unit.items():
        taken[unit], counted[unit] = take_items(units[unit], items, intake, verdicts, kept)
    verdicts += (refusal_verdict(wrong) for wrong in refused)
    verdicts.sort(key=lambda verdict: verdict.index)
    return Recorded(taken, tuple(kept), tuple(verdicts), tuple(refused), tuple(late), counted)


def closed_refusal(item: Item, reporting: frozenset[str]) -> Refused | None:
    """A unit that does not report on this day takes no figures."""
    code = item.reading.organisation
    if code in reporting:
        return None
    message = CLOSED.format(code)
    return Refused(
        item.index, code, item.reading.metric, "not_reporting", "organisation", message, code, len(code)
    )


def take_items(
    state: UnitState, items: list[Item], intake: Intake, verdicts: list[Verdict], kept: list[Kept]
) -> tuple[UnitState, tuple[Reading, ...]]:
    """One unit's readings with what was planned of them, oldest first, and those of them that hold; adds to `verdicts`
    and `kept`.
    """
    items.sort(key=lambda item: item.reading.observed_at)
    sent = [item.reading for item in items]
    planned = planned_counts(intake.plans, sent, intake.catalogue, intake.zone) if intake.plans.days else []
    taken = take(state.held, [*sent, *planned], intake.catalogue)
    changed: set[str] = set()
    for reading, verdict, _, _ in taken.outcomes[len(sent) :]:
        if verdict != "duplicate":
            kept.append(Kept(len(kept), reading, verdict))
            changed.add(reading.metric)
    for (index, _), (reading, verdict, code, message) in zip(items, taken.outcomes, strict=False):
        verdicts.append(Verdict(index, reading.organisation, reading.metric, verdict, code, message))
        if verdict != "duplicate":
            kept.append(Kept(len(kept), reading, verdict))
            changed.add(reading.metric)
    for reading in taken.derived:
        kept.append(Kept(len(kept), reading, DERIVED))
        changed.add(reading.metric)
    travel = dict(state.travel)
    for metric in changed:
        travel[metric] = travelled(state.held.get(metric), taken.held[metric], travel.get(metric, Travel()))
    return state._replace(held=taken.held, travel=travel), figures_taken(taken)


def travelled(before: Held | None, after: Held, travel: Travel) -> Travel:
    """The direction of travel: the value before the one that scores now."""
    unmoved = before is None or before.scores == after.scores
    if unmoved and not travel.confirmations:
        return travel
    return Travel(was=travel.was if unmoved or before is None else before.scores)


def verdict_of(item: Item, verdict: str, code: str, message: str) -> Verdict:
    """What became of one item."""
    reading = item.reading
    return Verdict(item.index, reading.organisation, reading.metric, verdict, code, message)


def refusal_verdict(wrong: Refused) -> Verdict:
    """A refusal as its sender is told it."""
    return Verdict(wrong.index, wrong.organisation, wrong.metric, "refused", wrong.code, wrong.message)


def record_confirmed(
    units: Mapping[str, UnitState], intake: Intake, confirmed: ConfirmReadings, now: datetime
) -> Recorded:
    """ "No change" for some metrics of one unit; a queried figure is confirmed to be right."""
    state = units.get(confirmed.unit)
    if state is None or confirmed.unit not in intake.reporting:
        return Recorded({}, (), (), (), problem=("not_reporting", CLOSED.format(confirmed.unit)))
    if state.figures > confirmed.seen:
        return Recorded(
            {}, (), (), (), problem=("newer_figures", NEWER.format(state.figures, confirmed.seen))
        )
    verdicts: list[Verdict] = []
    refused: list[Refused] = []
    kept: list[Kept] = []
    readings: list[tuple[int, Reading, datetime]] = []
    for index, metric in enumerate(confirmed.metrics):
        held = state.held.get(metric)
        wrong = confirm_refusal(index, state, metric, held, now)
        if wrong is not None:
            refused.append(wrong)
        elif held is not None and held.scores_at is not None:
            measure = held.latest if held.doubt is Doubt.QUERIED else held.scores
            original = held.latest_at if held.doubt is Doubt.QUERIED else held.scores_at
            readings.append(
                (index, Reading(state.unit, metric, measure, now, "confirmed", confirmed=True), original)
            )
    taken = take(state.held, [reading for _, reading, _ in readings], intake.catalogue)
    travel = dict(state.travel)
    for (index, reading, original), outcome in zip(readings, taken.outcomes, strict=True):
        verdicts.append(verdict_of(Item(index, reading), outcome.verdict, outcome.code, outcome.message))
        if outcome.verdict != "duplicate":
            kept.append(Kept(len(kept), reading, outcome.verdict, original))
            before = travel.get(reading.metric, Travel())
            since = before.confirmed_since or original
            travel[reading.metric] = before._replace(
                confirmations=before.confirmations + 1, confirmed_since=since
            )
    verdicts += (refusal_verdict(wrong) for wrong in refused)
    verdicts.sort(key=lambda verdict: verdict.index)
    units = {state.unit: state._replace(held=taken.held, travel=travel)} if kept else {}
    counted = {state.unit: figures_taken(taken)} if kept else {}
    return Recorded(units, tuple(kept), tuple(verdicts), tuple(refused), counted=counted)


def confirm_refusal(
    index: int, state: UnitState, metric: str, held: Held | None, now: datetime
) -> Refused | None:
    """Why a "no change" is not taken for a metric, or None."""

    def refuse(code: str, message: str) -> Refused:
        return Refused(index, state.unit, metric, code, "metrics", message, metric, len(metric))

    if held is None or (held.scores is None and held.doubt is not Doubt.QUERIED):
        return refuse(
            "never_known", f"No figure of {metric} is held: there is nothing to confirm. Send a number."
        )
    if held.doubt is Doubt.UNKNOWN:
        return refuse(
            "unknown", f"{metric} was last sent as unknown: there is nothing to confirm. Send a number."
        )
    travel = state.travel.get(metric, Travel())
    if travel.confirmations >= CONFIRMATIONS:
        return refuse(
            "number_wanted", f"{metric} was confirmed {travel.confirmations} times in a row. Send a number."
        )
    since = travel.confirmed_since or (held.latest_at if held.doubt is Doubt.QUERIED else held.scores_at)
    if since is not None and now - since >= CONFIRMED_FOR:
        return refuse("number_wanted", f"The last number of {metric} is a day old or more. Send a number.")
    return None


CLOSED = "{} does not report in this system on this day."
ALREADY_HELD = (
    "This figure was already held; nothing was changed. Where it was corrected since, the correction stands: to change"
    " it again, send the figure with a later time."
)
NEWER = (
    "Newer figures arrived (seq {}) than the ones you looked at (seq {}). Read them again before you confirm."
)
