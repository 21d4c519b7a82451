"""The story in one file: what waits is recorded → assessed → settled → journalled. Pure; writes nothing.

A stream's time only moves forward here: first everything that has fallen due is looked at, each at its
own moment, then the submissions in their order, each assessed by itself, so that how they were
batched leaves no mark on what is journalled.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple, assert_never

from app.clock import StreamClock, wire_time
from app.configuration import Configuration, Plan, UnitPlan, plan_at
from app.ingest.entries import readings_draft, revised_drafts
from app.ingest.record import Kept, Recorded, SightingKey, record_confirmed, record_posted, sighting_of
from app.ingest.submission import (
    ConfirmReadings,
    PostReadings,
    Refused,
    Repeatable,
    SetClock,
    Sighting,
    Submission,
    Tick,
    Verdict,
)
from app.journal.chain import SERVICE, Draft, Entry, Head, extend
from app.levels.entries import level_draft
from app.levels.picture import assessed_at, picture_text
from app.levels.reassess import frame_of, level_change, look_at_body, look_at_unit
from app.state import UnitState
from triggers.compile import CompiledPack, CompiledRollup
from triggers.values import Assessment, Reading


class StreamState(NamedTuple):
    """A stream as its writer remembers it; true only while the stream's seq is `head.seq`."""

    code: str
    mode: str
    head: Head
    last_at: datetime
    clock: StreamClock
    configuration: Configuration
    plan: Plan
    units: Mapping[str, UnitState]


class ReadingEntry(NamedTuple):
    """A reading with the entry that carries it."""

    seq: int
    kept: Kept
    by: str


class Quarantined(NamedTuple):
    """A refused reading with its sender."""

    by: str
    refused: Refused


class Answer(NamedTuple):
    """What a submission's sender is told of this stream. `problem`: nothing was written, and why."""

    seq: int
    verdicts: tuple[Verdict, ...] = ()
    problem: tuple[str, str] | None = None


class Repeat(NamedTuple):
    """An answer to keep for a sender's Idempotency-Key."""

    by: str
    repeatable: Repeatable
    answer: Answer


class Decision(NamedTuple):
    """Everything that one batch writes, all of it or nothing. `changed`: codes whose picture is new."""

    state: StreamState
    now: datetime
    entries: tuple[Entry, ...]
    readings: tuple[ReadingEntry, ...]
    quarantined: tuple[Quarantined, ...]
    repeats: tuple[Repeat, ...]
    answers: tuple[Answer, ...]
    changed: tuple[str, ...]
    timers: Mapping[str, datetime | None]


History = Mapping[SightingKey, Sighting]


def decide(
    state: StreamState, submissions: Sequence[Submission], history: History, real: datetime
) -> Decision:
    """What a batch comes to at a moment of real time."""
    story = Story(state, max(state.clock.at(real), state.last_at), real)
    story.pass_time()
    answers = tuple(story.take(submission, history) for submission in submissions)
    return story.decision(answers, ticked=any(isinstance(s, Tick) for s in submissions))


class Story:
    """One batch in the making: lives for one call of `decide`."""

    def __init__(self, state: StreamState, now: datetime, real: datetime) -> None:
        self.state, self.now, self.real = state, now, real
        self.plan, self.clock, self.units = state.plan, state.clock, dict(state.units)
        self.drafts: list[Draft] = []
        self.readings: list[ReadingEntry] = []
        self.quarantined: list[Quarantined] = []
        self.repeats: list[Repeat] = []
        self.looked: dict[str, tuple[int, datetime]] = {}  # code → (seq of its picture, moment)

    @property
    def seq(self) -> int:
        """The seq of the newest draft."""
        return self.state.head.seq + len(self.drafts)

    # --- time ---

    def pass_time(self) -> None:
        """Looks at what has fallen due up to now, each at its own moment."""
        moment = self.state.last_at
        while (due := self.next_due()) <= self.now:
            moment = max(moment, due)
            if moment >= self.plan.until:
                self.plan = plan_at(self.state.configuration, moment)
                codes: Iterable[str] = self.plan.order
            else:
                codes = [
                    code for code, unit in self.units.items() if unit.due is not None and unit.due <= moment
                ]
            self.look_again(codes, moment, passing=True)

    def next_due(self) -> datetime:
        """When something next falls due."""
        return min([self.plan.until, *(unit.due for unit in self.units.values() if unit.due is not None)])

    # --- what is submitted ---

    def take(self, submission: Submission, history: History) -> Answer:
        """Records one submission and looks at what it touches."""
        match submission:
            case Tick():
                return Answer(self.seq)
            case SetClock():
                return self.set_clock(submission)
            case PostReadings():
                rules = self.state.configuration.rules
                recorded = record_posted(
                    self.units,
                    self.plan.reporting,
                    submission,
                    rules.catalogue,
                    partial(self.seen, history),
                    self.now,
                )
            case ConfirmReadings():
                rules = self.state.configuration.rules
                recorded = record_confirmed(
                    self.units, self.plan.reporting, submission, rules.catalogue, self.now
                )
            case _:
                assert_never(submission)
        return self.note(submission, recorded)

    def seen(self, history: History, reading: Reading) -> Sighting:
        """What was held at the time of a late reading before this submission."""
        return sighting_of(reading, history, (entry.kept.reading for entry in self.readings))

    def note(self, submission: PostReadings | ConfirmReadings, recorded: Recorded) -> Answer:
        """Writes down what was recorded, and what follows from it."""
        if recorded.problem is not None:
            return Answer(self.seq, problem=recorded.problem)
        if recorded.kept:
            self.drafts.append(readings_draft(submission.by, recorded))
            self.readings += (ReadingEntry(self.seq, kept, submission.by) for kept in recorded.kept)
            for code, unit in recorded.units.items():
                self.units[code] = unit._replace(figures=self.seq)
            self.drafts += revised_drafts(submission.by, recorded, self.pack_of)
            self.look_again(recorded.units, self.now, passing=False)
        self.quarantined += (Quarantined(submission.by, refused) for refused in recorded.refused)
        answer = Answer(self.seq, recorded.verdicts)
        if submission.repeatable is not None:
            self.repeats.append(Repeat(submission.by, submission.repeatable, answer))
        return answer

    def pack_of(self, code: str) -> CompiledPack | CompiledRollup | None:
        """By what a unit is judged now."""
        return self.plan.units[code].judge.pack

    def set_clock(self, wanted: SetClock) -> Answer:
        """Sets the service clock; time never runs back."""
        if self.state.mode == "live":
            return Answer(
                self.seq, problem=("live_clock", "A live system's clock is real time and cannot be set.")
            )
        if wanted.at is not None and wanted.at < self.now:
            past, stands = wire_time(wanted.at), wire_time(self.now)
            message = f"The system has already lived through {past}; its clock is at {stands}."
            return Answer(self.seq, problem=("clock_behind", message))
        service = wanted.at or self.now
        lived = any(unit.held for unit in self.units.values())
        if lived and service > self.now + FARTHEST:
            message = (
                f"The clock is at {wire_time(self.now)}; it goes at most {FARTHEST.days} days ahead at once."
            )
            return Answer(self.seq, problem=("clock_too_far", message))
        if not lived:  # it begins there
            self.now = service
            self.plan = plan_at(self.state.configuration, service)
            self.look_again(self.plan.order, service, passing=True)
        self.clock = StreamClock(self.real, service, wanted.speed)
        self.drafts.append(
            Draft("clock", None, {"at": service, "speed": wanted.speed, "by": wanted.by}, wanted.by)
        )
        return Answer(self.seq)

    # --- looking again ---

    def look_again(self, codes: Iterable[str], moment: datetime, *, passing: bool) -> None:
        """Assesses and settles these and all above them, each after what it depends on."""
        catalogue = self.state.configuration.rules.catalogue
        wanted, changes, changed = set(codes) & self.plan.units.keys(), [], []
        for code in self.plan.above(wanted):
            if code not in wanted:
                continue
            unit = self.plan.units[code]
            before = self.units.get(code) or UnitState(code)
            after = self.look_at(unit, before, moment)
            change = level_change(unit.judge, before, after, self.children(unit), catalogue, moment)
            if change is not None:
                changes.append(change)
            self.units[code] = after
            if (unit.config is not None and not passing) or differs(before, after):
                changed.append(code)
            if standing(before) != standing(after):
                wanted.update(self.plan.parents[code])
        if passing and changed:
            self.drafts.append(Draft("passed", None, {"units": changed, "effective_at": moment}, SERVICE))
        shas = catalogue.sha, self.state.configuration.sha
        self.drafts += (level_draft(change, *shas) for change in changes)
        self.looked.update(dict.fromkeys(changed, (self.seq, moment)))

    def look_at(self, unit: UnitPlan, before: UnitState, moment: datetime) -> UnitState:
        """One unit or body at a moment."""
        if unit.config is not None:
            after = look_at_unit(unit.judge, unit.config, before, moment)
        else:
            after = look_at_body(unit.judge, before, self.children(unit), moment)
        due = after.due
        if due is not None and due <= moment:  # a rule that is due again at once would hold time still
            due = moment + STEP
        return after._replace(due=due, config_sha=self.state.configuration.sha)

    def children(self, unit: UnitPlan) -> list[tuple[Decimal, UnitState]]:
        """A body's children with their weights."""
        return [(weight, self.units.get(code) or UnitState(code)) for code, weight in unit.children]

    # --- the end ---

    def decision(self, answers: tuple[Answer, ...], *, ticked: bool) -> Decision:
        """What the batch writes."""
        for code, (seq, moment) in self.looked.items():
            plan, unit = self.plan.units[code], self.units[code]
            frame = frame_of(plan.judge, self.children(plan))
            self.units[code] = unit._replace(version=seq, body=picture_text(unit, frame, seq, moment))
        entries = extend(self.state.head, self.state.code, self.drafts, self.now)
        head = Head(entries[-1].seq, entries[-1].hash) if entries else self.state.head
        state = self.state._replace(
            head=head, last_at=self.now, clock=self.clock, plan=self.plan, units=self.units
        )
        return Decision(
            state=state,
            now=self.now,
            entries=entries,
            readings=tuple(self.readings),
            quarantined=tuple(self.quarantined),
            repeats=tuple(self.repeats),
            answers=answers,
            changed=tuple(self.looked),
            timers=self.timers(self.plan.order if ticked else self.looked),
        )

    def timers(self, codes: Iterable[str]) -> dict[str, datetime | None]:
        """When to look again; the system's own timer also waits for the plan to end."""
        system = self.state.configuration.system.system
        timers = {code: self.units[code].due for code in codes if code in self.units}
        due = self.units[system].due if system in self.units else None
        timers[system] = min(due or self.plan.until, self.plan.until)
        return timers


def restored(state: StreamState, read: Iterable[UnitState]) -> StreamState:
    """The state with pictures read back, each assessed as when it was written. What was judged under another
    system file, or never, is looked at again before anything else happens.
    """
    units = {**state.units, **{unit.unit: unit for unit in read}}
    plan = state.plan
    for code in plan.order:
        unit, known = plan.units[code], units.get(code)
        if known is None or known.config_sha != state.configuration.sha:
            plan = plan._replace(until=min(plan.until, state.last_at))
        elif known.assessment is None and unit.judge.pack is not None:
            units[code] = known._replace(assessment=assessment_of(unit, known, units))
    return state._replace(units=units, plan=plan)


def assessment_of(unit: UnitPlan, known: UnitState, units: Mapping[str, UnitState]) -> Assessment | None:
    """The assessment a picture was written with."""
    moment = assessed_at(known.body)
    if unit.config is not None:
        return look_at_unit(unit.judge, unit.config, known, moment).assessment
    children = [(weight, units.get(code) or UnitState(code)) for code, weight in unit.children]
    return look_at_body(unit.judge, known, children, moment).assessment


def standing(state: UnitState) -> tuple[object, ...]:
    """All that a parent sees of a child: while it stays, so does what the parent makes of it."""
    given = state.assessment
    if given is None:
        return (state.settled.level,)
    _, _, level, floor, ceiling, stated, reachable, score, available, least, most, applicable, _, _ = given
    shown = level, floor, ceiling, stated, reachable, score, available, least, most, applicable
    return (state.settled.level, shown)


def differs(before: UnitState, after: UnitState) -> bool:
    """Whether anything but ages has moved."""
    return ageless(before) != ageless(after)


def ageless(state: UnitState) -> UnitState:
    """The state without the ages of its figures, and without the picture it was written to."""
    given = state.assessment
    if given is not None:
        given = given._replace(parameters=tuple(p._replace(age_seconds=None) for p in given.parameters))
    return state._replace(assessment=given, version=0, body="")


STEP = timedelta(seconds=1)
FARTHEST = timedelta(days=366)
"""Each day that a clock passes over is looked at: a longer way would keep everybody waiting."""
