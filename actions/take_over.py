""" "Take the bleep now": a seat changes hands at this moment, and everybody concerned is told. Pure."""

from actions.deeds import NewShift, TakeOver
from actions.ledger import Ledger
from actions.matters import Notice, Page, Person, Recipient, Shift
from actions.refusal import Refusal
from actions.rota import LONGEST, add_shift, overlapping
from actions.seats import shift_at
from actions.tell import KEPT, news_pages
from actions.watch import move_watch


def take_over(ledger: Ledger, deed: TakeOver, by: Person) -> Shift | Refusal:
    """The seat is the taker's from now, until its holder's shift would have ended; both and the board are told."""
    if deed.seat not in ledger.house.seats:
        return Refusal("unknown_seat", f"There is no seat {deed.seat} in this system.")
    before = shift_at(ledger.open(Shift), deed.seat, ledger.at)
    if before is not None and before.person.id == by.id:
        ends = f"{ledger.house.local(before.ends_at):%H:%M}"
        return Refusal("yours_already", f"You sit there already, until {ends}.", before.id)
    until = deed.until or (before.ends_at if before is not None else None)
    if until is None:
        return Refusal("until_wanted", "Nobody sits there: say until when you take it.")
    if not ledger.at < until <= ledger.at + LONGEST:
        return Refusal("shift_backwards", "The time must lie ahead, within seven days.")
    if before is not None:
        ended = {"closed_at": ledger.at, "due_at": None, "ends_at": ledger.at}
        ledger.record(before.model_copy(update=ended), "relieved", by=by)
    new = NewShift(seat=deed.seat, person=by.id, starts_at=ledger.at, ends_at=until)
    following = overlapping(ledger.open(Shift), new)
    if following:
        new = new.model_copy(update={"ends_at": min(shift.starts_at for shift in following)})
    shift = add_shift(ledger, new, by, "take_over", by)
    move_watch(ledger, shift)
    tell_both(ledger, shift, before, by)
    return shift


def tell_both(ledger: Ledger, shift: Shift, before: Shift | None, by: Person) -> None:
    """The one relieved and the one who relieves are told, each by the ways that do not wake."""
    title, name = shift.title, ledger.house.name
    text = f"{by.name} has taken over as {title}, {name}, at {ledger.house.local(ledger.at):%H:%M}."
    told = [by] if before is None else [before.person, by]
    pages: tuple[Page, ...] = ()
    for person in told:
        pages += news_pages(ledger, pages, person, shift.seat, title)
    notice = Notice(
        unit=shift.unit,
        opened_at=ledger.at,
        due_at=ledger.at + KEPT,
        by=by,
        text=text,
        level=None,
        to=tuple(Recipient(seat=shift.seat, title=title, person=person) for person in told),
        pages=pages,
    )
    ledger.record(notice, "told", by=by, text=text, pages=pages)
