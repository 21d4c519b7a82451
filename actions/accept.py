"""What people do to a handover: their words, their plans, their signatures, and reading back to accept it. Pure."""

from datetime import timedelta

from actions.deeds import AcceptHandover, PlanHandover, SignHandover, WriteHandover
from actions.handover import end_alerts, hour_after
from actions.hours import clock
from actions.ledger import Ledger
from actions.matters import Handover, Pack, Page, Person, Plan, Shift, Signature, Words
from actions.pack import build_pack, differences, keys_of
from actions.refusal import Refusal
from actions.seats import shift_at
from actions.watch import take_watch

MOST_TOLD = 5
FARTHEST_PLAN = timedelta(days=7)


def closed(handover: Handover) -> Refusal | None:
    """What stands in the way of changing one that is over."""
    if handover.closed_at is None:
        return None
    how = (
        f"accepted by {handover.accepted_by.name}" if handover.accepted_by else "the next one took its place"
    )
    return Refusal("closed", f"This handover is closed: {how}.", handover.id)


def moved(handover: Handover) -> Refusal:
    """It is not as its doer saw it."""
    line = handover.log[-1]
    told = f"{line.name or 'The service'} has {line.did} it meanwhile."
    return Refusal("moved_meanwhile", told, handover.id)


def write(ledger: Ledger, handover: Handover, deed: WriteHandover, by: Person) -> Handover | Refusal:
    """Words for a section, in place of those before; empty words remove them. Sections are written side by side: only
    another's words must be looked at before they go.
    """
    before = next((words for words in handover.words if words.section == deed.section), None)
    if (wrong := closed(handover)) is not None:
        return wrong
    if before is not None and before.by.id != by.id and handover.v != deed.seen:
        return moved(handover)
    kept = tuple(words for words in handover.words if words.section != deed.section)
    if deed.text:
        kept += (Words(section=deed.section, text=deed.text, by=by, at=ledger.at),)
    return ledger.record(handover.model_copy(update={"words": kept}), "worded", by=by, text=deed.text or None)


def plan(ledger: Ledger, handover: Handover, deed: PlanHandover, by: Person) -> Handover | Refusal:
    """Adds, replaces or removes one "if … by … then …"."""
    if (wrong := closed(handover) or wrong_plan(ledger, handover, deed, by)) is not None:
        return wrong
    n = deed.n if deed.n is not None else max((p.n for p in handover.plans), default=0) + 1
    plans = [p for p in handover.plans if p.n != n]
    if deed.what:
        new = Plan(n=n, condition=deed.condition, by=deed.by, who=deed.who, what=deed.what, written_by=by)
        plans = sorted([*plans, new], key=lambda p: p.n)
    when = f" by {clock(ledger, deed.by)}" if deed.what else ""
    words = f"if {deed.condition}{when} then {deed.who}: {deed.what or 'removed'}"
    return ledger.record(handover.model_copy(update={"plans": tuple(plans)}), "planned", by=by, text=words)


def wrong_plan(ledger: Ledger, handover: Handover, deed: PlanHandover, by: Person) -> Refusal | None:
    """What is wrong with a plan, or with replacing or removing another's."""
    before = next((p for p in handover.plans if p.n == deed.n), None)
    if deed.n is not None and before is None:
        return Refusal("unknown_plan", "This plan is not there any more.", handover.id)
    if before is None and not deed.what:
        return Refusal("plan_without_act", "Say what they do then.", handover.id)
    if before is not None and before.written_by.id != by.id and handover.v != deed.seen:
        return moved(handover)
    if deed.what and not ledger.at < deed.by <= ledger.at + FARTHEST_PLAN:
        return Refusal("plan_time", "The time must lie ahead, within seven days.", handover.id)
    return None


def sign(ledger: Ledger, handover: Handover, deed: SignHandover, by: Person) -> Handover | Refusal:
    """Signs a part, on the pack as it now is."""
    if (wrong := closed(handover)) is not None:
        return wrong
    if handover.v != deed.seen:
        return moved(handover)
    wanted = next((part for part in handover.wanted if part.seat == deed.seat), None)
    if wanted is None:
        return Refusal("unknown_part", "This handover has no such part to sign.", handover.id)
    pack = refreshed(ledger, handover)
    mine = Signature(seat=wanted.seat, title=wanted.title, by=by, at=ledger.at, seq=pack.seq)
    signed = (*(s for s in handover.signatures if s.seat != wanted.seat), mine)
    return ledger.record(handover.model_copy(update={"pack": pack, "signatures": signed}), "signed", by=by)


def refreshed(ledger: Ledger, handover: Handover) -> Pack:
    """The pack made anew."""
    until, _ = hour_after(ledger, handover.hour)
    return build_pack(ledger, handover.hour, until, handover.id)


def accept(ledger: Ledger, handover: Handover, deed: AcceptHandover, by: Person) -> Handover | Refusal:
    """The receiver has read back what matters: the system is theirs from this moment."""
    if (wrong := closed(handover) or not_receiver(ledger, handover, by)) is not None:
        return wrong
    fresh = refreshed(ledger, handover)
    if deed.seq != handover.pack.seq or keys_of(fresh) != keys_of(handover.pack):
        ledger.record(handover.model_copy(update={"pack": fresh, "read_back": ()}), "refreshed")
        return stale(handover, fresh)
    missing = [item for item in handover.pack.read_back if item.key not in deed.read_back]
    if missing:
        return Refusal("read_back_wanted", f"Read back first: {missing[0].text}", handover.id)
    read = tuple(item.key for item in handover.pack.read_back)
    done = {
        "state": "accepted",
        "closed_at": ledger.at,
        "due_at": None,
        "accepted_by": by,
        "accepted_at": ledger.at,
    }
    pages = mailed(ledger, handover, by)
    accepted = handover.model_copy(update={**done, "read_back": read, "receiver": by, "pages": pages})
    written = ledger.record(accepted, "accepted", by=by, pages=pages)
    take_watch(ledger, written, by)
    end_alerts(ledger, written, f"{by.name} has accepted")
    return written


def mailed(ledger: Ledger, handover: Handover, by: Person) -> tuple[Page, ...]:
    """The position goes to both by e-mail: what is known if the service should be down. Source: hazard H14."""
    people = [(by, handover.to_seat, handover.to_title)]
    if handover.giver is not None and handover.giver.id != by.id:
        people.append((handover.giver, handover.from_seat, handover.from_title))
    return tuple(
        Page(
            n=n,
            person=person,
            seat=seat,
            seat_title=title,
            channel="email",
            step=-1,
            about="news",
            at=ledger.at,
            state_at=ledger.at,
        )
        for n, (person, seat, title) in enumerate(people, 1)
    )


def stale(handover: Handover, fresh: Pack) -> Refusal:
    """What has come and gone since the pack was read."""
    changed = differences(handover.pack, fresh)
    told = "; ".join(changed[:MOST_TOLD]) or "Its figures were brought up to date"
    more = f"; and {len(changed) - MOST_TOLD} more" if len(changed) > MOST_TOLD else ""
    said = f"The position has moved since you read it. {told}{more}. Read back again."
    return Refusal("stale_pack", said, handover.id)


def not_receiver(ledger: Ledger, handover: Handover, by: Person) -> Refusal | None:
    """Only who sits in the receiving seat at its hour, or now, may accept."""
    shifts = list(ledger.open(Shift))
    sitting = [shift_at(shifts, handover.to_seat, moment) for moment in (ledger.at, handover.hour)]
    people = [shift.person for shift in sitting if shift is not None]
    if any(person.id == by.id for person in people):
        return None
    names = ", ".join(dict.fromkeys(person.name for person in people)) or "nobody on the rota"
    return Refusal(
        "not_receiver",
        f"{handover.to_title} is {names}. To accept in their place, take the seat over first.",
        handover.id,
    )
