"""What a handover says on paper, in words and in order. Knows no layout.

Times are the room's, with the day where it is not the position's and the zone where the clocks have changed.
Everything people wrote stands on one line of its own, without hidden characters: it can look like nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from unicodedata import category
from zoneinfo import ZoneInfo

from actions.matters import Handover, Item, Person, Plan, Signature, Words
from actions.pack import SECTIONS
from actions.texts import WORDS
from integrations.channels.message import Mode

HEADINGS = {
    "asks": "What I need you to do {now}",
    "worst": "Worst units",
    "unseen": "What we cannot see",
    "cards": "Open cards",
    "alerts": "Alerts",
    "declared": "Declared levels",
    "seats": "Who sits where {now}",
}
NOTHING = {
    "asks": "Nothing falls due that the board knows of",
    "worst": "Nothing at OPEL 2 or above",
    "unseen": "Nothing: every expected figure is seen",
    "cards": "Nothing open",
    "alerts": "Nothing open",
    "declared": "Nothing declared",
    "seats": "Nothing: no seat is kept on a rota here",
}
LEVEL_KEY = re.compile(r"level:.*:([1-4]):[1-4]")
SHAPELESS = {"Cc": "", "Cf": "", "Cs": "\ufffd", "Co": "\ufffd", "Cn": "\ufffd"}
"""Categories of characters: what has no shape is left out (it can turn a line round), what nobody knows is marked."""
VARIANTS = dict.fromkeys(range(0xFE00, 0xFE10))
EVENING, MORNING = 16, 4
SHORT_HEAD = 12


class HandoverPaper(NamedTuple):
    """A handover and what it is printed with. `head`: the journal's hash at the pack's seq, hex."""

    handover: Handover
    system: str
    mode: Mode
    zone: ZoneInfo
    printed_at: datetime
    head: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the pack. `level`: the acting one, where the line tells how a unit stands."""

    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A giver's words, a line each, and who wrote them when."""

    lines: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class Conditional:
    """If `condition` by `by`, then `who`: `what`."""

    condition: str
    by: str
    who: str
    what: str
    written: str


@dataclass(frozen=True, slots=True)
class Section:
    """`nothing`: what is said where the pack has no line."""

    heading: str
    nothing: str
    lines: tuple[Line, ...] = ()
    quotes: tuple[Quote, ...] = ()
    plans: tuple[Conditional, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is to be signed. `by` None: it is not."""

    title: str
    by: str | None
    at: str
    on: str


@dataclass(frozen=True, slots=True)
class ToReadBack:
    """One of the three that matter."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it, from top to bottom. `word` is empty on a live system; `head_short` is for every page."""

    word: str
    title: str
    system: str
    position: str
    giver: str
    receiver: str
    hour: str
    accepted: bool
    acceptance: str
    remark: str
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    read_back: tuple[ToReadBack, ...]
    read_back_said: str
    seq: int
    head: str
    head_short: str
    printed: str


def sheet_of(paper: HandoverPaper) -> Sheet:
    """The handover in words."""
    handover, pack = paper.handover, paper.handover.pack
    accepted, acceptance, remark = acceptance_of(paper)
    head = one_line(paper.head)
    return Sheet(
        word=WORDS[paper.mode],
        title=one_line(f"Handover: {handover.from_title} to {handover.to_title}"),
        system=one_line(paper.system),
        position=f"Position at {dated(paper, pack.at)}",
        giver=one_line(f"{handover.from_title}: {person_in_words(handover.giver)}"),
        receiver=one_line(f"{handover.to_title}: {person_in_words(handover.receiver)}"),
        hour=dated(paper, handover.hour),
        accepted=accepted,
        acceptance=acceptance,
        remark=remark,
        sections=tuple(sections_of(paper)),
        parts=tuple(parts_of(paper)),
        read_back=tuple(
            ToReadBack(one_line(item.text), item.key in handover.read_back) for item in pack.read_back
        ),
        read_back_said=read_back_in_words(handover),
        seq=pack.seq,
        head=head,
        head_short=head[:SHORT_HEAD],
        printed=dated(paper, paper.printed_at),
    )


def acceptance_of(paper: HandoverPaper) -> tuple[bool, str, str]:
    """Whether it is accepted, by whom and when, and what that means for who reads it."""
    handover = paper.handover
    if handover.accepted_by is not None and handover.accepted_at is not None:
        return (
            True,
            f"Accepted by {one_line(handover.accepted_by.name)} at {dated(paper, handover.accepted_at)}",
            "",
        )
    if handover.state == "superseded":
        return False, "NOT ACCEPTED", "It never was: a later handover has taken its place."
    return False, "NOT ACCEPTED", "Responsibility moves when it is accepted, and not before."


def read_back_in_words(handover: Handover) -> str:
    """How many of the items that matter were read back."""
    done = sum(item.key in handover.read_back for item in handover.pack.read_back)
    whole = len(handover.pack.read_back)
    return (
        "Not read back" if done == 0 else "All read back" if done == whole else f"{done} of {whole} read back"
    )


def sections_of(paper: HandoverPaper) -> Iterator[Section]:
    """The pack's sections in its own order, then the words that belong to none of them: the places'."""
    handover = paper.handover
    now = "tonight" if is_night(paper) else "today"
    for name in SECTIONS:
        items: tuple[Item, ...] = getattr(handover.pack, name)
        yield Section(
            heading=HEADINGS[name].format(now=now),
            nothing=NOTHING[name],
            lines=tuple(Line(one_line(item.text), level_of(item)) for item in items),
            quotes=tuple(quoted(paper, words) for words in handover.words if words.section == name),
            plans=tuple(conditional(paper, plan) for plan in handover.plans) if name == "asks" else (),
        )
    for words in handover.words:
        if words.section not in SECTIONS:
            yield Section(f"In the words of {giver_of(words, handover)}", "", quotes=(quoted(paper, words),))


def parts_of(paper: HandoverPaper) -> Iterator[Part]:
    """Every part that is to be signed, signed or not; then what was signed beyond them."""
    handover = paper.handover
    signed = {signature.seat: signature for signature in handover.signatures}
    for wanted in handover.wanted:
        yield part(paper, wanted.title, signed.pop(wanted.seat, None))
    for signature in signed.values():
        yield part(paper, signature.title, signature)


def part(paper: HandoverPaper, title: str, signature: Signature | None) -> Part:
    """One part. Signed on an older position than the printed one, it says so."""
    if signature is None:
        return Part(one_line(title), None, "", "")
    earlier = "" if signature.seq == paper.handover.pack.seq else ", an earlier position"
    return Part(
        one_line(title), one_line(signature.by.name), clock(paper, signature.at), f"{signature.seq}{earlier}"
    )


def quoted(paper: HandoverPaper, words: Words) -> Quote:
    """Somebody's words as they wrote them."""
    lines = tuple(one_line(line) for line in words.text.splitlines())
    return Quote(lines, f"{one_line(words.by.name)}, {clock(paper, words.at)}")


def conditional(paper: HandoverPaper, plan: Plan) -> Conditional:
    """A plan."""
    return Conditional(
        condition=one_line(plan.condition),
        by=clock(paper, plan.by),
        who=one_line(plan.who),
        what=one_line(plan.what),
        written=one_line(plan.written_by.name),
    )


def giver_of(words: Words, handover: Handover) -> str:
    """Whose words a place's are: the title of its seat among those that sign, else the place's code."""
    titles = (part.title for part in handover.wanted if part.seat.partition("@")[2] == words.section)
    return one_line(next(titles, words.section))


def person_in_words(person: Person | None) -> str:
    """A person and how to ring them."""
    if person is None:
        return "nobody on the rota"
    return f"{person.name}, {person.phone or 'no number held'}"


def level_of(item: Item) -> int | None:
    """The acting level that a line of the worst units names in its key."""
    found = LEVEL_KEY.fullmatch(item.key)
    return int(found[1]) if found else None


def is_night(paper: HandoverPaper) -> bool:
    """Whether what is handed over is the night."""
    return not MORNING <= paper.handover.hour.astimezone(paper.zone).hour < EVENING


def clock(paper: HandoverPaper, moment: datetime) -> str:
    """HH:MM, or Tue 02:00, or Sun 01:30 GMT."""
    local, position = moment.astimezone(paper.zone), paper.handover.pack.at.astimezone(paper.zone)
    day = "" if local.date() == position.date() else f"{local:%a} "
    zone = "" if local.utcoffset() == position.utcoffset() else f" {local:%Z}"
    return f"{day}{local:%H:%M}{zone}"


def dated(paper: HandoverPaper, moment: datetime) -> str:
    """19:50 on Mon 12 January 2026 (GMT)."""
    local = moment.astimezone(paper.zone)
    return f"{local:%H:%M} on {local:%a} {local.day} {local:%B %Y} ({local:%Z})"


def one_line(text: str) -> str:
    """On one line, and nothing in it that cannot be seen: no control, no turn of direction, no joiner, no variant."""
    words = " ".join(text.translate(VARIANTS).split())
    return "".join(SHAPELESS.get(category(character), character) for character in words)
