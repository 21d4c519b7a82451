"""Telling partners about a unit in two taps, and who has seen it. Pure."""

from datetime import timedelta

from actions.acting import acting
from actions.deeds import TellPartners
from actions.hours import clock
from actions.ledger import Ledger, page_number
from actions.matters import Notice, Page, Person, Recipient
from actions.refusal import Refusal
from actions.seats import seated

KEPT = timedelta(hours=24)
AGAIN_AFTER = timedelta(minutes=5)


def tell_partners(ledger: Ledger, deed: TellPartners, by: Person) -> Notice | Refusal:
    """One notice to the holders of these seats; a seat nobody holds is shown as not reached."""
    unknown = [seat for seat in deed.seats if seat not in ledger.house.seats]
    if unknown:
        return Refusal("unknown_seat", f"There is no seat {unknown[0]} in this system.")
    if deed.unit not in ledger.standing:
        return Refusal("unknown_unit", f"There is no {deed.unit} to tell about.")
    text = deed.text or sentence(ledger, deed.unit)
    if (before := told_just_now(ledger, deed, text, by)) is not None:
        return before
    pages: tuple[Page, ...] = ()
    recipients = []
    for seat in dict.fromkeys(deed.seats):
        title, people = ledger.house.title(seat), seated(ledger, seat)
        recipients.append(Recipient(seat=seat, title=title, person=people[0].person if people else None))
        for one in people:
            if all(page.person.id != one.person.id for page in pages):
                pages += news_pages(ledger, pages, one.person, seat, title)
    notice = Notice(
        unit=deed.unit,
        opened_at=ledger.at,
        due_at=ledger.at + KEPT,
        by=by,
        text=text,
        level=acting(ledger, deed.unit) or None,
        to=tuple(recipients),
        pages=pages,
    )
    return ledger.record(notice, "told", by=by, text=text, pages=pages)


def told_just_now(ledger: Ledger, deed: TellPartners, text: str, by: Person) -> Notice | None:
    """The same words to the same seats by the same person minutes ago: a button pressed twice tells nobody twice."""
    seats = list(dict.fromkeys(deed.seats))
    for notice in ledger.about(Notice, deed.unit):
        same = notice.text == text and notice.by.id == by.id and [one.seat for one in notice.to] == seats
        if same and ledger.at - notice.opened_at < AGAIN_AFTER:
            return notice
    return None


def news_pages(
    ledger: Ledger, before: tuple[Page, ...], person: Person, seat: str, title: str
) -> tuple[Page, ...]:
    """News by text and e-mail."""
    first = page_number(before)
    return tuple(
        Page(
            n=first + i,
            person=person,
            seat=seat,
            seat_title=title,
            channel=channel,
            step=-1,
            about="news",
            at=ledger.at,
            state_at=ledger.at,
        )
        for i, channel in enumerate(("sms", "email"))
    )


def sentence(ledger: Ledger, unit: str) -> str:
    """What stands there, in a sentence."""
    standing, level = ledger.named(unit), acting(ledger, unit)
    stands = f"is at OPEL {level}" if level else "has no level stated"
    since = f" since {clock(ledger, standing.since)}" if standing.since is not None else ""
    why = f" ({', '.join(standing.because)})" if standing.because else ""
    return f"{standing.name} {stands}{since}{why}."


def see_notice(ledger: Ledger, notice: Notice, by: Person) -> Notice | Refusal:
    """Somebody told says that they have seen it; once is enough."""
    if all(one.person is None or one.person.id != by.id for one in notice.to):
        return Refusal("not_told", "This was not sent to you.", notice.id)
    seen = tuple(
        one.model_copy(update={"seen_at": ledger.at, "seen_by": by})
        if one.person is not None and one.person.id == by.id and one.seen_at is None
        else one
        for one in notice.to
    )
    if seen == notice.to:
        return notice
    return ledger.record(notice.model_copy(update={"to": seen}), "seen", by=by)


def put_away(ledger: Ledger, notice: Notice) -> None:
    """A day later nobody needs it on the board."""
    ledger.record(notice.model_copy(update={"closed_at": ledger.at, "due_at": None}), "put_away")
