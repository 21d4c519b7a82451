"""A coordination centre in memory: how units stand, who sits where, a clock that moves, and what people do.

Drives the people loop as app.desk does: one decision at a time, matters carried on, seq rising. Of every entry it
asserts what must hold of all of them; it reaches no database.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from actions.deeds import AddShifts, AnswerAlert, Deed, MoveCard, NewShift, Receipt
from actions.fall_due import fall_due, forgotten, next_due
from actions.handover import next_draft
from actions.hear import hear
from actions.house import House, PolicyInForce, Standing, Unseen
from actions.ledger import Done, Ledger, M
from actions.loading import packaged_library, packaged_policy, read_policy
from actions.matters import Alert, AnyMatter, Card, Page, Person
from actions.perform import Doer, perform
from actions.refusal import Refusal
from actions.respond import respond
from app.organisations.reference_systems import reference_text
from app.organisations.system_file import SystemFile, read_system
from tests.unit.ruling import catalogue

MORNING = datetime(2026, 1, 12, 9, tzinfo=UTC)
NIGHT = datetime(2026, 1, 12, 23, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
SYSTEM, MKUH, BEDFORD, LUTON, COUNCIL = "QHG", "RD8-MKH", "RC9-BED", "RC9-LDH", "MKCC"
ASSESSED = (MKUH, BEDFORD, LUTON, SYSTEM, "MK", "BCA")
KEPT_IN_MIND = timedelta(hours=25)
WEEK = timedelta(days=7)


def person(name: str) -> Person:
    """Somebody, by a name."""
    return Person(id=f"p-{name.lower()}", name=name, phone="01908 000000")


LEAD, DIRECTOR, DEPUTY, ICB = person("Okoro"), person("Patel"), person("Reid"), person("Shah")
SITE, TRUST, TRUST_ON_CALL, REGION = person("Evans"), person("Grant"), person("Hall"), person("Young")
ROTA = {
    "room_lead@QHG": LEAD,
    "director@QHG": DIRECTOR,
    "deputy@QHG": DEPUTY,
    "executive@QHG": ICB,
    f"site_manager@{MKUH}": SITE,
    "executive@RD8": TRUST,
    "on_call@RD8": TRUST_ON_CALL,
    "on_call@Y61": REGION,
}
NIGHT_ROTA = {seat: who for seat, who in ROTA.items() if seat != "room_lead@QHG"}
PEOPLE = {who.id: who for who in (*ROTA.values(), *map(person, ("Adams", "Brook", "Clark", "Dunn")))}


@cache
def system() -> SystemFile:
    """The reference system."""
    return read_system(reference_text("blmk") or "", "blmk")


@cache
def house(policy: str = "") -> House:
    """The reference system with the packaged cards, and a policy's text or the packaged one."""
    loaded = read_policy(policy, "policy.yaml") if policy else packaged_policy()
    found = system()
    return House(
        system=found.system,
        name=found.name,
        short=found.short,
        mode="live",
        zone=LONDON,
        region="Y61",
        region_name="East of England",
        seats={seat.key: seat for seat in found.seats},
        handovers=found.handovers,
        policy=PolicyInForce(loaded.policy, loaded.sha),
        cards=packaged_library(catalogue()).by_key,
    )


@cache
def at_first() -> Mapping[str, Standing]:
    """Everything at OPEL 1; what no pack judges has no level."""
    found = system()
    units = {
        u.code: Standing(u.code, u.name, u.short, "unit", u.pillar, u.provider, u.place) for u in found.units
    }
    places = {p.code: Standing(p.code, p.name, p.short or p.name, "place") for p in found.places}
    bodies = {SYSTEM: Standing(SYSTEM, found.name, found.short, "system"), **places}
    return {
        code: s._replace(calculated=1) if code in ASSESSED else s._replace(ceiling=1)
        for code, s in {**units, **bodies}.items()
    }


class Room:
    """The centre at a moment. `written`: every entry so far; `sent`: every page that went out, with its matter."""

    def __init__(self, at: datetime = MORNING, rota: Mapping[str, Person] = ROTA, policy: str = "") -> None:
        self.house, self.at, self.seq = house(policy), at, 0
        self.standing: dict[str, Standing] = dict(at_first())
        self.matters: dict[str, AnyMatter] = {}
        self.newest: dict[str, AnyMatter] = {}  # the forgotten ones too
        self.written: list[Done] = []
        self.sent: list[tuple[str, Page]] = []
        if rota:
            assert self.sit(rota) == []

    # --- what happens ---

    def stands(self, unit: str, level: int | None, **how: object) -> None:
        """A unit has come to a level, by a reading of this moment."""
        told: dict[str, object] = {"calculated": level, "assessed": level, "seen_at": self.at, "ceiling": 4}
        moved = level != self.standing[unit].calculated
        self.follow(self.standing[unit]._replace(**{**told, **({"since": self.at} if moved else {}), **how}))  # type: ignore[arg-type]  # a test's own words

    def reads(self, unit: str, assessed: int | None) -> None:
        """Another reading; the settled level stays."""
        self.follow(self.standing[unit]._replace(assessed=assessed, seen_at=self.at))

    def comes_to(self, unit: str, level: int) -> None:
        """A unit has come to a level, and a minute later a second reading bears it out."""
        self.stands(unit, level)
        self.passes(1)
        self.reads(unit, level)

    def loses(self, unit: str, *sources: str, since: datetime | None = None) -> None:
        """These causes are not seen any more; without any, sight is back."""
        gone = tuple(Unseen(s, since or self.at - timedelta(hours=1), self.at, ("Majors",)) for s in sources)
        self.follow(self.standing[unit]._replace(unseen=gone))

    def follow(self, now: Standing) -> None:
        """What follows from how a unit now stands."""
        was = self.standing[now.unit]
        self.standing[now.unit] = now
        ledger = self.ledger()
        respond(ledger, now.unit, was)
        self.book(ledger)

    def passes(self, minutes: float) -> None:
        """Time passes; what falls due is looked at, each at its own moment."""
        until = self.at + timedelta(minutes=minutes)
        while (due := self.due()) is not None and due <= until:
            self.at = max(self.at, due)
            self.book(self.ledger())
        self.at = until

    def comes(self, moment: datetime) -> None:
        """It becomes that time."""
        self.passes((moment - self.at) / timedelta(minutes=1))

    def due(self) -> datetime | None:
        """When something next falls due."""
        idle = Ledger(self.house, {}, {}, self.at, 0)
        return min(filter(None, (next_due(self.matters.values()), next_draft(idle, self.at))), default=None)

    def does(self, deed: Deed, by: Person, role: str = "room lead") -> list[Refusal]:
        """Somebody does something; what is wrong with it."""
        ledger = self.ledger()
        refusals = perform(ledger, deed, Doer(by, role, PEOPLE))
        self.book(ledger)
        return refusals

    def receipt(self, matter: str, n: int, state: str) -> None:
        """A carrier says something of a page."""
        ledger = self.ledger()
        said = {"matter": matter, "n": n, "state": state, "evidence": "the carrier", "at": self.at}
        hear(ledger, Receipt.model_validate(said))
        self.book(ledger)

    # --- in short ---

    def sit(self, rota: Mapping[str, Person], lasting: timedelta = WEEK) -> list[Refusal]:
        """These people take these seats from now on."""
        lines = [
            NewShift(seat=seat, person=who.id, starts_at=self.at, ends_at=self.at + lasting)
            for seat, who in rota.items()
        ]
        return self.does(AddShifts(shifts=tuple(lines)), LEAD)

    def answers(
        self,
        alert: Alert,
        by: Person,
        said: str = "have",
        what: str | None = None,
        until: datetime | None = None,
    ) -> list[Refusal]:
        """Somebody presses a button of an alert."""
        given = {"matter": alert.id, "said": said, "commitment": what, "until": until}
        return self.does(AnswerAlert.model_validate(given), by)

    def moves(
        self, card: Card, move: str, by: Person = LEAD, text: str | None = None, seat: str | None = None
    ) -> list[Refusal]:
        """Somebody works a card as it now is."""
        given = {"matter": card.id, "move": move, "text": text, "seat": seat, "seen": self.newest[card.id].v}
        return self.does(MoveCard.model_validate(given), by)

    def all(self, kind: type[M]) -> list[M]:
        """Every matter of a kind there ever was, as it now is."""
        return [m for m in self.newest.values() if isinstance(m, kind)]

    def open(self, kind: type[M]) -> list[M]:
        """Those that are open."""
        return [m for m in self.all(kind) if m.closed_at is None]

    def alert(self, rule: str) -> Alert:
        """The newest alert of a rule."""
        return max((a for a in self.all(Alert) if a.rule.id == rule), key=lambda a: a.opened_at)

    def now(self, matter: M) -> M:
        """A matter as it now is."""
        found = self.newest[matter.id]
        assert isinstance(found, type(matter))
        return found

    def told(self) -> set[tuple[str, str, str]]:
        """Whom pages have gone to since this was asked last: name, channel, what about."""
        found: set[tuple[str, str, str]] = {
            (page.person.name, page.channel, page.about) for _, page in self.sent
        }
        self.sent.clear()
        return found

    def called(self, alert: Alert | None = None) -> set[str]:
        """The names of those called since pages were asked for last; by one alert."""
        found = {
            page.person.name
            for matter, page in self.sent
            if page.about == "call" and (alert is None or matter == alert.id)
        }
        self.sent.clear()
        return found

    # --- how ---

    def ledger(self) -> Ledger:
        """One decision at this moment."""
        self.matters = forgotten(self.matters, self.at - KEPT_IN_MIND)
        return Ledger(self.house, self.standing, self.matters, self.at, self.seq)

    def book(self, ledger: Ledger) -> None:
        """Takes a decision over, and what falls due by it."""
        fall_due(ledger)
        proven(self.newest, ledger, self.seq)
        for done in ledger.done:
            self.newest[done.matter.id] = done.matter
            self.sent += ((done.matter.id, page) for page in done.pages)
        self.written += ledger.done
        self.seq, self.matters = ledger.seq, ledger.matters


def proven(before: Mapping[str, AnyMatter], ledger: Ledger, seq: int) -> None:
    """Of every entry: its seq follows, its matter's `v` is its seq, and its matter's log has one more line."""
    known: dict[str, AnyMatter] = {}
    for at, done in enumerate(ledger.done, seq + 1):
        matter = done.matter
        was = known.get(matter.id) or before.get(matter.id)
        assert matter.v == at
        assert matter.log[:-1] == (was.log if was is not None else ())
        assert (matter.log[-1].at, matter.log[-1].did) == (ledger.at, done.did)
        known[matter.id] = matter
    assert ledger.seq == seq + len(ledger.done)


def local(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    """A time of the room's clock in the winter of the stories."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def codes(refusals: Iterable[Refusal]) -> list[str]:
    """What was wrong, in codes."""
    return [refusal.code for refusal in refusals]
