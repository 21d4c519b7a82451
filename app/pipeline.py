"""The story in one file: what waits is recorded → assessed → settled → journalled. Pure; writes nothing.

A stream's time only moves forward here: first everything that has fallen due is looked at, each at its
own moment, then the submissions in their order, each assessed by itself, so that how they were
batched leaves no mark on what is journalled.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from secrets import token_bytes
from typing import assert_never

from actions.house import Standing
from app.clock import StreamClock, wire_time
from app.configuration import UnitPlan, plan_at
from app.decided import Answer, Decision, Quarantined, ReadingEntry, Repeat, StreamState
from app.desk import Desk, hashed
from app.ingest.entries import readings_draft, revised_drafts
from app.ingest.record import Intake, Recorded, SightingKey, record_confirmed, record_posted, sighting_of
from app.ingest.submission import (
    Act,
    CarrierSaid,
    ConfirmReadings,
    Follow,
    PostReadings,
    SetClock,
    Sighting,
    Submission,
    Tick,
)
from app.journal.chain import SERVICE, Draft, Head, extend
from app.levels.compare import differs, seen_above
from app.levels.entries import followed_draft, level_draft
from app.levels.followed import is_newer, not_seen, taken_over
from app.levels.local_triggers import (
    Watched,
    look_at_triggers,
    memory_text,
    shown_triggers,
    trigger_drafts,
)
from app.levels.picture import picture_text
from app.levels.reassess import frame_of, level_change, look_at_body, look_at_unit
from app.levels.service import with_service
from app.standing import standing_of
from app.state import ChildPicture, UnitState
from triggers.compile import CompiledPack, CompiledRollup
from triggers.scene import Facts
from triggers.values import Reading

PEOPLE = "(people)"
"""The timer of the people loop: no unit has this code."""
SALT_BYTES = 16

Salted = Callable[[], bytes]

History = Mapping[SightingKey, Sighting]


def new_salt() -> bytes:
    """What makes words in a journal's digest unguessable."""
    return token_bytes(SALT_BYTES)


def decide(
    state: StreamState,
    submissions: Sequence[Submission],
    history: History,
    real: datetime,
    salted: Salted = new_salt,
) -> Decision:
    """What a batch comes to at a moment of real time. `salted` makes the salts of what people wrote."""
    followed = [s.at for s in submissions if isinstance(s, Follow)] if state.mode != "live" else []
    now = max(state.clock.at(real), state.last_at, *followed)
    if followed and not has_lived(state.units.values()):  # a parent begins where what it follows has come to
        state = state._replace(last_at=now, plan=plan_at(state.configuration, now))
    story = Story(state, now, real, salted)
    story.pass_time()
    answers = tuple(story.take(submission, history) for submission in submissions)
    return story.decision(answers, ticked=any(isinstance(s, Tick) for s in submissions))


def has_lived(units: Iterable[UnitState]) -> bool:
    """Whether anything was ever sent for one of the units, or taken over from where it stands."""
    return any(unit.figures for unit in units)


class Story:
    """One batch in the making: lives for one call of `decide`."""

    def __init__(self, state: StreamState, now: datetime, real: datetime, salted: Salted) -> None:
        self.state, self.now, self.real = state, now, real
        self.plan, self.clock, self.units = state.plan, state.clock, dict(state.units)
        self.drafts: list[Draft] = []
        self.readings: list[ReadingEntry] = []
        self.quarantined: list[Quarantined] = []
        self.repeats: list[Repeat] = []
        self.looked: dict[str, tuple[int, datetime]] = {}  # code → (seq of its picture, moment)
        self.desk = Desk(state.people, salted)
        self.arrived: dict[str, ChildPicture] = {}
        self.seen_now: Mapping[str, tuple[Reading, ...]] = {}  # taken by the submission in hand

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
                codes = [code for code, due in self.dues() if due <= moment]
            self.look_again(codes, moment, passing=True)
            if self.desk.due is not None and self.desk.due <= moment:
                self.drafts += self.desk.pass_time(moment, self.seq)

    def next_due(self) -> datetime:
        """When something next falls due."""
        people = [] if self.desk.due is None else [self.desk.due]
        return min([self.plan.until, *people, *(due for _, due in self.dues())])

    def dues(self) -> Iterator[tuple[str, datetime]]:
        """When each unit and body falls due; one that has closed is never looked at again."""
        for code, unit in self.units.items():
            if unit.due is not None and code in self.plan.units:
                yield code, unit.due

    # --- what is submitted ---

    def take(self, submission: Submission, history: History) -> Answer:
        """Records one submission and looks at what it touches."""
        match submission:
            case Tick():
                return Answer(self.seq)
            case SetClock():
                return self.set_clock(submission)
            case Act():
                return self.act(submission)
            case Follow():
                return self.follow(submission.children)
            case CarrierSaid():
                self.drafts += self.desk.hear(submission.receipt, self.now, self.seq)
                return Answer(self.seq)
            case PostReadings():
                past = partial(self.seen, history)
                recorded = record_posted(self.units, self.intake(), submission, past, self.now)
            case ConfirmReadings():
                recorded = record_confirmed(self.units, self.intake(), submission, self.now)
            case _:
                assert_never(submission)
        return self.note(submission, recorded)

    def intake(self) -> Intake:
        """By what figures are taken now."""
        holds = self.state.configuration
        return Intake(self.plan.reporting, holds.rules.catalogue, holds.zone, self.plan.planned)

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
            self.seen_now = recorded.counted
            self.look_again(recorded.units, self.now, passing=False)
            self.seen_now = {}
        self.quarantined += (Quarantined(submission.by, refused) for refused in recorded.refused)
        answer = Answer(self.seq, recorded.verdicts)
        if submission.repeatable is not None:
            self.repeats.append(Repeat(submission.by, submission.repeatable, answer))
        return answer

    def act(self, submission: Act) -> Answer:
        """A person's deed. What is wrong with it is told; what was found on the way stays written."""
        drafts, refusals, touched = self.desk.act(submission.deed, submission.doer, self.now, self.seq)
        self.drafts += drafts
        matters = tuple(self.desk.matters[matter] for matter in touched)
        if not refusals:
            return Answer(self.seq, matters=matters)
        faults = tuple((refusal.matter or "", refusal.message) for refusal in refusals)
        return Answer(
            self.seq, problem=(refusals[0].code, refusals[0].message), faults=faults, matters=matters
        )

    def follow(self, children: Sequence[ChildPicture]) -> Answer:
        """Takes over what has moved in child streams, and looks at what is above it."""
        known = [child for child in children if child.code in self.plan.units]
        moved = [child for child in known if is_newer(self.units.get(child.code), child)]
        if moved:
            self.arrived = {child.code: child for child in moved}
            self.drafts.append(followed_draft(moved, self.now))
            self.look_again(tuple(self.arrived), self.now, passing=False)
        return Answer(self.seq)

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
        lived = has_lived(self.units.values())
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
        told: list[Draft] = []
        for code in self.plan.above(wanted):
            if code not in wanted:
                continue
            unit = self.plan.units[code]
            before = self.units.get(code) or UnitState(code)
            after = self.look_at(unit, before, moment)
            told += trigger_drafts(self.watched(unit, after), before, after, moment)
            change = level_change(unit.judge, before, after, catalogue, moment)
            if change is not None:
                changes.append(change)
            self.units[code] = after
            if (unit.config is not None and not passing) or differs(before, after):
                changed.append(code)
            if seen_above(before) != seen_above(after):
                wanted.update(self.plan.parents[code])
        if passing and changed:
            self.drafts.append(Draft("passed", None, {"units": changed, "effective_at": moment}, SERVICE))
        shas = catalogue.sha, self.state.configuration.sha
        self.drafts += (level_draft(change, *shas) for change in changes)
        self.drafts += told
        self.looked.update(dict.fromkeys(changed, (self.seq, moment)))
        standings = [self.standing(code) for code in changed if self.plan.units[code].judge.for_people]
        self.drafts += self.desk.follow(standings, moment, self.seq)

    def standing(self, code: str) -> Standing:
        """How a unit or body stands for people."""
        plan, unit = self.plan.units[code], self.units[code]
        return standing_of(self.state.configuration, plan, unit)

    def look_at(self, unit: UnitPlan, before: UnitState, moment: datetime) -> UnitState:
        """One unit or body at a moment."""
        if unit.judge.followed:
            arrived = self.arrived.pop(unit.code, None)
            after = not_seen(before) if arrived is None else taken_over(before, arrived)
        elif unit.config is not None:
            after = look_at_unit(unit.judge, unit.config, before, moment)
            after = with_service(unit.statuses, unit.config.opening, after, moment)
            after = look_at_triggers(self.watched(unit, after), after, moment)
        else:
            after = look_at_body(unit.judge, before, self.children(unit), moment)
        due = after.due
        if due is not None and due <= moment:  # a rule that is due again at once would hold time still
            due = moment + STEP
        return after._replace(due=due, config_sha=self.state.configuration.sha)

    def watched(self, unit: UnitPlan, state: UnitState) -> Watched | None:
        """A unit's local triggers with the figures they look at."""
        configuration = self.state.configuration
        if unit.config is None or not unit.triggers:
            return None
        facts = Facts(unit.code, unit.config, state.held, self.plan.planned, self.seen_now.get(unit.code, ()))
        return Watched(unit.triggers, facts, configuration.rules.catalogue)

    def children(self, unit: UnitPlan) -> list[tuple[Decimal, UnitState]]:
        """A body's children with their weights."""
        return [(weight, self.units.get(code) or UnitState(code)) for code, weight in unit.children]

    # --- the end ---

    def decision(self, answers: tuple[Answer, ...], *, ticked: bool) -> Decision:
        """What the batch writes."""
        for code, (seq, moment) in self.looked.items():
            plan, unit = self.plan.units[code], self.units[code]
            frame = frame_of(plan.judge, shown_triggers(self.watched(plan, unit), unit, moment))
            self.units[code] = unit._replace(version=seq, body=picture_text(unit, frame, seq, moment))
        entries = extend(self.state.head, self.state.code, self.drafts, self.now)
        before = self.state.head
        head = Head(entries[-1].seq, entries[-1].hash) if entries else before
        hashes = {before.seq: before.hash, **{entry.seq: entry.hash for entry in entries}}
        matters = hashed(self.desk.written.values(), hashes)
        self.desk.matters.update((m.id, m) for m in matters)
        state = self.state._replace(
            head=head,
            last_at=self.now,
            clock=self.clock,
            plan=self.plan,
            units=self.units,
            people=self.desk.after(),
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
            timers=self.timers(self.plan.order if ticked else self.looked, ticked=ticked),
            memories=self.memories(),
            matters=matters,
            details=tuple(self.desk.details),
            outgoing=tuple(self.desk.outgoing),
            sent=tuple(self.desk.sent),
        )

    def memories(self) -> dict[str, str]:
        """What is newly remembered of local triggers, by unit."""
        return {
            code: memory_text(self.units[code].triggers)
            for code in self.looked
            if self.units[code].triggers != self.state.units.get(code, UnitState(code)).triggers
        }

    def timers(self, codes: Iterable[str], *, ticked: bool) -> dict[str, datetime | None]:
        """When to look again; the system's own timer also waits for the plan to end, and people have one."""
        system = self.state.configuration.system.system
        timers = {code: self.units[code].due for code in codes if code in self.units}
        due = self.units[system].due if system in self.units else None
        if ticked:  # a unit that has closed is awaited no more
            timers |= dict.fromkeys(self.units.keys() - self.plan.units.keys())
        timers[system] = min(due or self.plan.until, self.plan.until)
        if ticked or self.desk.due != self.state.people.due:
            timers[PEOPLE] = self.desk.due
        return timers


STEP = timedelta(seconds=1)
FARTHEST = timedelta(days=366)
"""Each day that a clock passes over is looked at: a longer way would keep everybody waiting."""
