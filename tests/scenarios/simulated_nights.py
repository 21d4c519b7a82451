"""Made-up nights of three acute sites, through the real rules and the real people loop without a service.

Each site has a true pressure that wanders and never comes to 4. What is sent of it is worse than the truth: noise,
single readings that leap, few patients after midnight, posts that never come. People do what their cards ask, and
whoever is called about a level answers. Every page is then judged by the truth.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from actions.deeds import AddShifts, AnswerAlert, Deed, MoveCard, NewShift
from actions.matters import Alert, Card, Page, Person
from actions.perform import Doer
from app.decided import Decision, StreamState
from app.ingest.submission import Act, Item, PostReadings, Submission
from app.pipeline import decide
from app.simulator.story import BED_METRICS, CUTS, ED_METRICS, STORY_METRICS
from tests.unit.streams import SITES, stream
from triggers.values import Measure, Reading

BEGINS, HOURS = datetime(2026, 1, 18, 20, 15, tzinfo=UTC), 11
QUARTER = timedelta(minutes=15)
ANCHORS = (
    "12/80/70/50/1/25/90/1/8",
    "21/72/94/88/4.1/38/95.6/3.1/14.2",
    "38/66/112/126/7.4/52/97.4/3.1/14.2",
    "52/57/126/171/9.8/63/98.6/4.8/15.6",
)
"""Calm, then OPEL 2, 3 and 4: a pressure of 0, 1, 2, 3."""
WORST_TRUTH = 2.4
DRIFT, SPREAD = 0.05, 0.01
BLIPS, LEAP = 1 / 270, 1.5
"""A wild reading about once in six nights at each site."""
REPORT = (22, 0)
ANSWERED_AFTER = timedelta(minutes=20)
THREE = 3
BANDS = (6, 11, 19)
HIGHER_IS_BETTER = "ed.four_hour_performance_pct"
SINCE_MIDNIGHT = {
    "ed.attendances_since_midnight": 9.0,
    "ed.treated_since_midnight": 7.5,
    "ambulance.handovers_since_midnight": 2.5,
}
RESET = frozenset(
    {"ambulance.mean_handover_minutes", HIGHER_IS_BETTER, "ed.median_time_to_treatment_minutes"}
)
PEOPLE = {
    "director@QHG": "director",
    "deputy@QHG": "deputy",
    "executive@QHG": "ICB executive",
    **{f"site_manager@{site}": f"site manager {site}" for site in SITES},
    **{f"{seat}@{trust}": f"{seat} {trust}" for trust in ("RD8", "RC9") for seat in ("executive", "on_call")},
    "feed_contact@RD8": "supplier RD8",
}
DIRECTOR = Person(id="user:director", name="director")


CALM, HALF_AN_HOUR, SOON = timedelta(hours=1), timedelta(minutes=30), timedelta(minutes=5)


class Quarter(NamedTuple):
    """A site at a quarter of an hour: its true level, and what is sent of it. `sent` None: nothing comes."""

    at: datetime
    level: int
    sent: Mapping[str, float] | None


class Told(NamedTuple):
    """A page as it would have gone out."""

    alert: Alert
    page: Page


class Lived(NamedTuple):
    """A night: its truth by site, and everything that people were told."""

    truth: Mapping[str, Sequence[Quarter]]
    told: Sequence[Told]


# --- the truth, and what is sent of it ---


def quarters(seed: int, site: str) -> list[Quarter]:
    """A night of one site."""
    random = Random(f"{seed} {site}")
    pressure = random.uniform(0.2, 2.0)
    beds = at_pressure(pressure)
    missing = gaps(random)
    found = []
    for n in range(HOURS * 4):
        at = BEGINS + n * QUARTER
        pressure = min(max(pressure + random.gauss(0, DRIFT), 0), WORST_TRUTH)
        reports = n == 0 or (at.hour, at.minute) == REPORT
        beds = at_pressure(pressure) if reports else beds
        held = {metric: beds[metric] for metric in BED_METRICS}
        true = measured(random, at_pressure(pressure))
        sent = few(random, true, at)
        if n > 0 and random.random() < BLIPS:
            sent = at_pressure(min(pressure + LEAP, 3))
        given = {**ed_of(sent), **counts(at), **(held if reports else {})}
        found.append(Quarter(at, level_of({**true, **held}), None if n in missing else given))
    return found


def at_pressure(pressure: float) -> dict[str, float]:
    """The nine figures between two anchors."""
    lower = min(int(pressure), len(ANCHORS) - 2)
    a, b = ([float(value) for value in ANCHORS[n].split("/")] for n in (lower, lower + 1))
    part = pressure - lower
    return {m: x + (y - x) * part for m, x, y in zip(STORY_METRICS, a, b, strict=True)}


def level_of(figures: Mapping[str, float]) -> int:
    """The level that these figures come to: points by the pack's cuts, levels by its bands."""
    points = sum(
        sum(value < float(cut) if metric == HIGHER_IS_BETTER else value > float(cut) for cut in CUTS[metric])
        for metric, value in figures.items()
    )
    return 1 + sum(points >= band for band in BANDS)


def measured(random: Random, figures: Mapping[str, float]) -> dict[str, float]:
    """The figures as a department measures them: what they come to is the truth."""
    return {metric: round(value * random.gauss(1, SPREAD), 1) for metric, value in figures.items()}


def few(random: Random, figures: Mapping[str, float], at: datetime) -> dict[str, float]:
    """In the first hour after midnight what is counted since midnight rests on few patients, and says nothing."""
    if at.hour > 0:
        return dict(figures)
    return {
        metric: min(round(max(value * random.gauss(1, 0.6), 0), 1), 100) if metric in RESET else value
        for metric, value in figures.items()
    }


def ed_of(figures: Mapping[str, float]) -> dict[str, float]:
    """Those of the emergency department."""
    return {metric: figures[metric] for metric in ED_METRICS}


def counts(at: datetime) -> dict[str, float]:
    """How many patients the figures rest on."""
    return {metric: float(int(rate * (at.hour + at.minute / 60))) for metric, rate in SINCE_MIDNIGHT.items()}


def gaps(random: Random) -> set[int]:
    """The quarters whose post never comes: now and then one, seldom some hours."""
    found = {n for n in range(1, HOURS * 4) if random.random() < 0.03}
    if random.random() < 0.07:
        first = random.randrange(4, HOURS * 4 - 12)
        found |= set(range(first, first + random.randrange(4, 10)))
    return found


# --- the night ---


def lived(seed: int) -> Lived:
    """One night."""
    truth = {site: quarters(seed, site) for site in SITES}
    night = Night()
    for n in range(HOURS * 4):
        for late, site in enumerate(SITES):
            quarter = truth[site][n]
            if quarter.sent is not None:
                night.takes(posting(site, quarter), quarter.at + timedelta(seconds=20 + 15 * late))
        night.answers(BEGINS + n * QUARTER + timedelta(minutes=5))
    return Lived(truth, night.told)


def posting(site: str, quarter: Quarter) -> PostReadings:
    """One post."""
    readings = [
        Reading(site, metric, Measure(Decimal(str(value))), quarter.at)
        for metric, value in (quarter.sent or {}).items()
    ]
    return PostReadings("key:1", tuple(Item(n, reading) for n, reading in enumerate(readings)))


class Night:
    """The people loop of one night: everybody sits in their seat, and does what is asked of them."""

    def __init__(self) -> None:
        self.state: StreamState = stream(BEGINS - QUARTER)
        self.told: list[Told] = []
        people = {f"user:{name}": Person(id=f"user:{name}", name=name) for name in PEOPLE.values()}
        times = {"starts_at": BEGINS - QUARTER, "ends_at": BEGINS + timedelta(days=1)}
        shifts = tuple(NewShift(seat=seat, person=f"user:{name}", **times) for seat, name in PEOPLE.items())
        act = Act(DIRECTOR.id, AddShifts(shifts=shifts), Doer(DIRECTOR, "director", people))
        self.takes(act, BEGINS - QUARTER)

    def takes(self, submission: Submission, at: datetime) -> None:
        """One submission, the pages that follow, and the cards that it opens, done at once."""
        decision = self.decided([submission], at)
        asked = [
            m
            for m in decision.matters
            if isinstance(m, Card) and m.closed_at is None and m.log[-1].did == "opened"
        ]
        if asked:
            self.decided([self.act(worked(card)) for card in asked], at)

    def answers(self, at: datetime) -> None:
        """Who was called takes it within half an hour, until the morning."""
        self.decided([], at)
        until = BEGINS + timedelta(hours=HOURS + 1)
        for alert in [m for m in self.state.people.matters.values() if isinstance(m, Alert)]:
            if alert.state == "chasing" and alert.pages and alert.pages[0].at <= at - ANSWERED_AFTER:
                deed = AnswerAlert(matter=alert.id, said="have", commitment="watching", until=until)
                self.decided([self.act(deed, alert.pages[0].person)], at)

    def act(self, deed: Deed, by: Person = DIRECTOR) -> Act:
        """A deed of somebody."""
        return Act(by.id, deed, Doer(by, "director", {}))

    def decided(self, batch: Sequence[Submission], at: datetime) -> Decision:
        """The next decision; a page is remembered with its alert as it then is."""
        decision = decide(self.state, batch, {}, at, lambda: b"salt")
        assert all(answer.problem is None for answer in decision.answers), decision.answers
        self.state = decision.state
        for outgoing in decision.outgoing:
            alert = self.state.people.matters[outgoing.matter]
            if isinstance(alert, Alert):
                self.told.append(Told(alert, outgoing.page))
        return decision


def worked(card: Card) -> MoveCard:
    """What is asked is done; nobody who is to be rung by hand picks up."""
    move = "cannot" if card.purpose == "ring" else "done"
    return MoveCard.model_validate({"matter": card.id, "move": move, "text": "as asked", "seen": card.v})


# --- judged ---


class FalseAlarm(NamedTuple):
    """Somebody was called and need not have been. `rung`: by telephone, not by text."""

    person: str
    at: datetime
    about: str
    why: str
    rung: bool


def false_alarms(night: Lived) -> Iterator[FalseAlarm]:
    """A text, an e-mail and a call at one moment about one thing disturb once; an all-clear is no call."""
    told: dict[tuple[str, str], datetime] = {}
    begun: set[tuple[str, str]] = set()
    for one in moments(night.told):
        who, at = one.page.person.name, one.page.at
        chased = (who, one.alert.id) in begun  # nobody has answered: that is no second alarm
        before = None if chased else told.get((who, one.alert.subject))
        told[who, one.alert.subject] = at
        begun.add((who, one.alert.id))
        if (why := why_not(night, one, before)) is not None:
            yield FalseAlarm(who, at, one.alert.about, why, one.page.channel == "voice")


def moments(told: Sequence[Told]) -> list[Told]:
    """The calls in the order of time, each by its loudest way."""
    calls = sorted((t for t in told if t.page.about == "call"), key=lambda t: t.page.channel == "voice")
    loudest = {(t.page.person.id, t.alert.id, t.page.at): t for t in calls}
    return sorted(loudest.values(), key=lambda t: t.page.at)


def why_not(night: Lived, one: Told, before: datetime | None) -> str | None:
    """Why somebody need not have been called; None: they were right to be."""
    at, level, truth = one.page.at, one.alert.level or 0, night.truth.get(one.alert.unit, ())
    match one.alert.cause:
        case "calculated" if truth:
            if sum(quarter.level >= level for quarter in near(truth, at)) * QUARTER < HALF_AN_HOUR:
                return "it was not so for half an hour"
            return "told already" if before and not calm_between(truth, level, before, at) else None
        case "calculated":
            return "told already" if before and at - before < CALM else None
        case "sight_lost":
            back = next((q.at for q in truth if q.sent is not None and q.at > at), None)
            if before is not None and at - before < CALM:
                return "told already"
            return "it was back within five minutes" if back and back - at < SOON else None
        case _:
            return "everybody did what was asked"


def near(truth: Sequence[Quarter], at: datetime) -> list[Quarter]:
    """Three quarters of an hour before, and after."""
    return [quarter for quarter in truth if abs(quarter.at - at) <= 3 * QUARTER]


def calm_between(truth: Sequence[Quarter], level: int, before: datetime, at: datetime) -> bool:
    """Whether the site was truly lower for an hour on end between two calls."""
    run = longest = 0
    for quarter in truth:
        if before <= quarter.at <= at:
            run = run + 1 if quarter.level < level else 0
            longest = max(longest, run)
    return longest * QUARTER >= CALM


def unheard(night: Lived) -> Iterator[str]:
    """Each time a site truly rose to 3 for an hour and its trust's manager was not told of it within that hour."""
    for site, truth in night.truth.items():
        manager = f"on_call {site.partition('-')[0]}"
        for n in range(4, len(truth) - 4):
            before, after = truth[n - 4 : n], truth[n : n + 4]
            rose = all(q.level < THREE for q in before) and all(q.level >= THREE for q in after)
            if not rose or any(q.sent is None for q in (*before, *after)):
                continue
            heard = [t.page.at for t in night.told if t.page.person.name == manager and t.alert.unit == site]
            if not any(after[0].at <= at <= after[0].at + CALM for at in heard):
                yield f"{manager} {after[0].at:%H:%M} {site}"
