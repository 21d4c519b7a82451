"""Where the people loop meets the stream: what was done to matters, as journal entries, words, pages and rows. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from actions.deeds import Deed, Receipt
from actions.fall_due import fall_due, forgotten, next_due, take_turns
from actions.handover import next_draft
from actions.hear import hear
from actions.house import House, PolicyInForce, Standing
from actions.ledger import Done, Ledger
from actions.matters import Alert, AnyMatter, Card, Declaration, Handover, Notice, Page, Shift, Watch
from actions.perform import Doer, perform
from actions.refusal import Refusal
from actions.respond import respond
from actions.watch import first_watch
from app.configuration import Configuration
from app.journal.chain import SERVICE, Draft, Json

KEPT_IN_MIND = timedelta(hours=25)
"""Closed matters are remembered for so long: episodes that resume, people who were called just now."""
ACCOUNTABLE = "accountable"


class Detail(NamedTuple):
    """Words behind an entry, erasable: the entry's body has sha256(salt ‖ text)."""

    seq: int
    salt: bytes
    text: str


class Outgoing(NamedTuple):
    """A page to be sent, and the matter it is of."""

    matter: str
    page: Page


class People(NamedTuple):
    """The people loop as a stream's writer remembers it. `due`: when it must next be looked at."""

    house: House
    standing: Mapping[str, Standing]
    matters: Mapping[str, AnyMatter]
    due: datetime | None


class Sent(NamedTuple):
    """A page that needs no more sending, and how it ended."""

    matter: str
    n: int
    state: str


class Desk:
    """The people loop in one batch: lives for one call of `decide`."""

    def __init__(self, before: People, salted: Callable[[], bytes]) -> None:
        self.before, self.salted = before, salted
        self.house, self.looked_at = before.house, before.due
        self.moved_at: datetime | None = None  # since when `due` is to be worked out anew
        self.hearing: Ledger | None = None  # of the newest receipt, and of those that follow it at once
        self.standing, self.matters = dict(before.standing), dict(before.matters)
        self.written: dict[
            str, AnyMatter
        ] = {}  # what this batch has changed, though it be forgotten within it
        self.details: list[Detail] = []
        self.outgoing: list[Outgoing] = []
        self.sent: list[Sent] = []

    @property
    def due(self) -> datetime | None:
        """When matters must next be looked at."""
        if self.moved_at is not None:
            self.looked_at = people_due(self.house, self.matters.values(), self.moved_at)
            self.moved_at = None
        return self.looked_at

    def follow(self, standings: Iterable[Standing], at: datetime, seq: int) -> list[Draft]:
        """What follows from how units now stand. Entries after `seq`."""
        moved = []
        for now in standings:
            was = self.standing.get(now.unit)
            self.standing[now.unit] = now
            if self.concerns(was, now):
                moved.append((was, now))
        if not moved:
            return []
        ledger = self.ledger(at, seq)
        for was, now in moved:
            respond(ledger, now.unit, was)
        fall_due(ledger)
        return self.book(ledger)

    def concerns(self, was: Standing | None, now: Standing) -> bool:
        """Whether people have anything to do with the difference."""
        if was is None:
            return now.calculated is not None or bool(now.unseen)
        if was.calculated != now.calculated or sources(was) != sources(now):
            return True
        return was.seen_at != now.seen_at and any(
            isinstance(m, Alert) and m.unit == now.unit and m.closed_at is None for m in self.matters.values()
        )

    def pass_time(self, at: datetime, seq: int) -> list[Draft]:
        """What has fallen due at a moment."""
        ledger = self.ledger(at, seq)
        fall_due(ledger)
        return self.book(ledger)

    def act(
        self, deed: Deed, doer: Doer, at: datetime, seq: int
    ) -> tuple[list[Draft], list[Refusal], list[str]]:
        """A person's deed: its entries, what is wrong with it, and the ids of what it touched."""
        ledger = self.ledger(at, seq)
        refusals = perform(ledger, deed, doer)
        touched = list(dict.fromkeys(done.matter.id for done in ledger.done))
        return self.book(ledger, doer.person.id), refusals, touched

    def hear(self, receipt: Receipt, at: datetime, seq: int) -> list[Draft]:
        """What a carrier said of a page, of which no more needs sending. Nothing else has fallen due meanwhile: only
        what it changed is looked at.
        """
        ledger = self.hearing
        if ledger is None or ledger.matters is not self.matters or ledger.at != at:
            ledger = self.hearing = self.ledger(at, seq)
        ledger.seq, ledger.done = seq, []
        hear(ledger, receipt)
        self.sent.append(Sent(receipt.matter, receipt.n, page_state(ledger, receipt)))
        first_watch(ledger)
        take_turns(ledger, [done.matter for done in ledger.done])
        return self.book(ledger)

    def ledger(self, at: datetime, seq: int) -> Ledger:
        """One decision at a moment."""
        return Ledger(self.house, self.standing, forgotten(self.matters, at - KEPT_IN_MIND), at, seq)

    def book(self, ledger: Ledger, submitter: str = SERVICE) -> list[Draft]:
        """Its entries in order; words are kept beside them under a salt of their own. `submitter`: who does what
        people do here, on whosever word.
        """
        drafts = []
        first = ledger.seq - len(ledger.done)
        for seq, done in enumerate(ledger.done, first + 1):
            digest = None
            if done.text is not None:
                salt = self.salted()
                digest = sha256(salt + done.text.encode()).hexdigest()
                self.details.append(Detail(seq, salt, done.text))
            drafts.append(draft_of(done, digest, ledger.at, submitter))
            self.outgoing += (Outgoing(done.matter.id, page) for page in done.pages)
            self.written[done.matter.id] = done.matter
        self.matters = ledger.matters
        self.moved_at = ledger.at
        return drafts

    def after(self) -> People:
        """What is remembered of it."""
        return People(self.house, self.standing, self.matters, self.due)


def page_state(ledger: Ledger, receipt: Receipt) -> str:
    """How a page stands after a receipt: one that comes late takes nothing back."""
    matter = ledger.matters.get(receipt.matter)
    pages = matter.pages if isinstance(matter, Alert | Notice | Handover) else ()
    return next((page.state for page in pages if page.n == receipt.n), receipt.state)


def sources(standing: Standing) -> frozenset[str]:
    """The causes for which it is not seen."""
    return frozenset(unseen.source for unseen in standing.unseen)


def hashed(matters: Iterable[AnyMatter], hash_of: Mapping[int, bytes]) -> tuple[AnyMatter, ...]:
    """Matters with the journal's hash in the packs made in this batch, as it is known now."""
    return tuple(
        m.model_copy(update={"pack": m.pack.model_copy(update={"head": hash_of[m.pack.seq].hex()})})
        if isinstance(m, Handover) and not m.pack.head and m.pack.seq in hash_of
        else m
        for m in matters
    )


def house_of(configuration: Configuration) -> House:
    """The system's seats and texts."""
    system, rules = configuration.system, configuration.rules
    region = next((region for region in system.regions if region.relation == ACCOUNTABLE), None)
    return House(
        system=system.system,
        name=system.name,
        short=system.short,
        mode="",
        zone=configuration.zone,
        region=region.code if region is not None else None,
        region_name=region.name if region is not None else None,
        seats={seat.key: seat for seat in system.seats},
        handovers=system.handovers,
        policy=PolicyInForce(rules.policy.policy, rules.policy.sha),
        cards=rules.cards,
    )


def draft_of(done: Done, words: str | None, at: datetime, submitter: str) -> Draft:
    """An entry: ids, levels and times; never names or words."""
    matter = done.matter
    body: dict[str, Json] = {
        "id": matter.id,
        "unit": matter.unit,
        "did": done.did,
        "by": done.by,
        "effective_at": at,
        **facts_of(matter),
    }
    if words is not None:
        body["words_sha"] = words
    if done.pages:
        body["pages"] = [
            {"n": p.n, "person": p.person.id, "channel": p.channel, "about": p.about} for p in done.pages
        ]
    return Draft(matter.kind, matter.unit, body, SERVICE if done.by is None else submitter)


def facts_of(matter: AnyMatter) -> dict[str, Json]:  # noqa: PLR0911 - one for each kind
    """What an entry says of the matter as it then was."""
    match matter:
        case Shift():
            return {
                "seat": matter.seat,
                "person": matter.person.id,
                "source": matter.source,
                "starts_at": matter.starts_at,
                "ends_at": matter.ends_at,
            }
        case Watch():
            person_id = matter.person.id if matter.person is not None else None
            return {
                "seat": matter.seat,
                "person": person_id,
                "until": matter.until,
                "accepted": matter.accepted,
            }
        case Declaration():
            return {
                "level": matter.level,
                "until": matter.until,
                "awaiting": matter.awaiting,
                "ended": matter.ended,
            }
        case Alert():
            holder = matter.holder.id if matter.holder is not None else None
            return {
                "policy_sha": matter.policy.sha,
                "rule": matter.rule.id,
                "cause": matter.cause,
                "level": matter.level,
                "state": matter.state,
                "step": matter.step,
                "round": matter.round,
                "holder": holder,
            }
        case Card():
            owner = matter.owner.id if matter.owner is not None else None
            return {
                "card": matter.card,
                "version": matter.version,
                "library_sha": matter.sha,
                "about": matter.about,
                "episode": matter.episode,
                "state": matter.state,
                "owner": owner,
            }
        case Handover():
            accepted = matter.accepted_by.id if matter.accepted_by is not None else None
            return {
                "hour": matter.hour,
                "pack_seq": matter.pack.seq,
                "state": matter.state,
                "accepted_by": accepted,
            }
        case _:
            return {}


def people_due(house: House, matters: Iterable[AnyMatter], at: datetime) -> datetime | None:
    """When people's matters must next be looked at."""
    idle = Ledger(house, {}, {}, at, 0)
    moments = [next_due(matters), next_draft(idle, at)]
    return min((moment for moment in moments if moment is not None), default=None)
