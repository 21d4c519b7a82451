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
from app.ingest.submission import Act, Item, PostReadings, Submission
from app.pipeline import Decision, StreamState, decide
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
DRIFT, SPREAD, FEW_SPREAD = 0.05, 0.01, 0.6
BLIPS, LEAP = 0.005, 1.5
BANDS = (6, 11, 19)
HIGHER_IS_BETTER = "ed.four_hour_performance_pct"
SINCE_MIDNIGHT = {
    "ed.attendances_since_midnight": 9.0,
    "ed.treated_since_midnight": 7.5,
    "ambulance.handovers_since_midnight": 2.5,
}
RESET = frozenset({"ambulance.mean_handover_minutes", HIGHER_IS_BETTER, "ed.median_time_to_treatment_minutes"})
PEOPLE = {
    "director@QHG": "director",
    "deputy@QHG": "deputy",
    "executive@QHG": "ICB executive",
    **{f"site_manager@{site}": f"site manager {site}" for site in SITES},
    **{f"{seat}@{trust}": f"{seat} {trust}" for trust in ("RD8", "RC9") for seat in ("executive", "on_call")},
    "feed_contact@RD8": "supplier RD8",
}
POLICY = []
DIRECTOR = Person(id="user:director", name="director")


class Quarter(NamedTuple):
    """A site at a quarter of an hour. `sent` None: nothing comes. `beds`: with its site report."""

    at: datetime
    level: int
    sent: Mapping[str, float] | None
    blip: bool


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
        figures = at_pressure(pressure)
        reports = n == 0 or (at.hour, at.minute) == (22, 0)
        beds = figures if reports else beds
        true = {**figures, **{metric: beds[metric] for metric in BED_METRICS}}
        blip = n > 0 and random.random() < BLIPS
        seen = min(pressure + LEAP, 3) if blip else pressure
        sent = distorted(random, at_pressure(seen), at)
        given = sent | ({metric: beds[metric] for metric in BED_METRICS} if reports else {})
        found.append(Quarter(at, level_of(true), None if n in missing else given, blip))
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


def distorted(random: Random, figures: Mapping[str, float], at: datetime) -> dict[str, float]:
    """What a feed makes of them: noise, and after midnight figures that rest on few, with their counts."""
    hours = at.hour + at.minute / 60
    early = hours < 1
    sent = {}
    for metric in ED_METRICS:
        spread = FEW_SPREAD if early and metric in RESET else SPREAD
        value = max(figures[metric] * random.gauss(1, spread), 0)
        sent[metric] = round(min(value, 100) if metric.endswith("_pct") and "occupancy" not in metric else value, 1)
    return sent | {metric: float(int(rate * hours)) for metric, rate in SINCE_MIDNIGHT.items()}


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
        Reading(site, metric, Measure(Decimal(str(value))), quarter.at) for metric, value in (quarter.sent or {}).items()
    ]
    return PostReadings("key:1", tuple(Item(n, reading) for n, reading in enumerate(readings)))


class Night:
    """The people loop of one night: everybody sits in their seat, and does what is asked of them."""

    def __init__(self) -> None:
        self.state: StreamState = stream(BEGINS - QUARTER)
        if POLICY: self.state = self.state._replace(people=self.state.people._replace(house=self.state.people.house._replace(policy=POLICY[0])))
        self.told: list[Told] = []
        people = {f"user:{name}": Person(id=f"user:{name}", name=name) for name in PEOPLE.values()}
        times = {"starts_at": BEGINS - QUARTER, "ends_at": BEGINS + timedelta(days=1)}
        shifts = tuple(NewShift(seat=seat, person=f"user:{name}", **times) for seat, name in PEOPLE.items())
        act = Act(DIRECTOR.id, AddShifts(shifts=shifts), Doer(DIRECTOR, "director", people))
        self.takes(act, BEGINS - QUARTER)

    def takes(self, submission: Submission, at: datetime) -> None:
        """One submission, the pages that follow, and the cards that it opens, done at once."""
        decision = self.decided([submission], at)
        asked = [m for m in decision.matters if isinstance(m, Card) and m.closed_at is None and m.log[-1].did == "opened"]
        if asked:
            self.decided([self.act(worked(card)) for card in asked], at)

    def answers(self, at: datetime) -> None:
        """Whoever was called about a level has it, until the morning."""
        self.decided([], at)
        called = [m for m in self.state.people.matters.values() if isinstance(m, Alert) and m.state == "chasing"]
        until = BEGINS + timedelta(hours=HOURS + 1)
        answer = [
            self.act(AnswerAlert(matter=a.id, said="have", commitment="watching", until=until), a.pages[0].person)
            for a in called
            if a.pages and a.cause == "calculated"
        ]
        if answer:
            self.decided(answer, at)

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


def unneeded(night: Lived) -> Iterator[str]:
    """Each time somebody was told what they did not need: who, when, what, why not."""
    told_before: dict[tuple[str, str], datetime] = {}
    wrong: set[str] = set()
    for one in sorted(moments(night.told), key=lambda one: one.page.at):
        who, at = one.page.person.name, one.page.at
        if one.page.about != "call":
            if one.alert.id in wrong:
                yield f"{who} {at:%H:%M} all clear of: {one.alert.about}"
            continue
        why = why_not(night, one, told_before.get((who, one.alert.subject)))
        told_before[who, one.alert.subject] = at
        if why is not None:
            wrong.add(one.alert.id)
            yield f"{who} {at:%H:%M} {one.alert.about}: {why}"


def moments(told: Sequence[Told]) -> list[Told]:
    """A text, an e-mail and a call at one moment about one thing disturb once."""
    return list({(one.page.person.id, one.alert.id, one.page.at): one for one in told}.values())


def why_not(night: Lived, one: Told, before: datetime | None) -> str | None:
    """Why somebody did not need a call; None: they did."""
    at, alert = one.page.at, one.alert
    truth = night.truth.get(alert.unit, ())
    if before is not None and at - before < timedelta(hours=4):
        return "told already"
    match alert.cause:
        case "calculated":
            near = [q.level for q in truth if abs(q.at - at) <= 2 * QUARTER]
            worst = max(near, default=0)
            return None if worst >= (alert.level or 0) or not truth else f"it was at {worst}"
        case "sight_lost":
            seen = [q.at for q in truth if q.sent is not None]
            back = min((moment for moment in seen if moment > at), default=None)
            return "it was back within five minutes" if back and back - at < timedelta(minutes=5) else None
        case _:
            return "everybody did what was asked"
