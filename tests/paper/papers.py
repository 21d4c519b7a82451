"""Handovers of the tests: a winter evening, a quiet one, and one filled with any words. Prints nothing."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import typst

from actions.matters import Handover, Item, Pack, Person, Plan, Signature, WantedSignature, Words
from integrations.paper.handover import HERE, TEMPLATE, fonts, inputs_of
from integrations.paper.sheet import HandoverPaper

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 1, 12, 19, 50, tzinfo=UTC)
HEAD = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
OKORO = Person(id="p-okoro", name="J Okoro", phone="01908 000000")
PATEL = Person(id="p-patel", name="R Patel", phone="07700 900123")
SHAH = Person(id="p-shah", name="A Shah")
WORST = (
    Item(
        key="level:RD8:4:4",
        text="Milton Keynes University Hospital OPEL 4 since 14:30: majors 126 %, handover 52 min",
    ),
    Item(key="level:RC9-B:3:4", text="Bedford Hospital OPEL 3 since 13:00, could be 4: handover 33 min"),
)
ASK = Item(key="ask:1", text="Check by 21:15: full capacity protocol in force (R Patel, MKUH)")
ALERT = Item(key="alert:1", text="OPEL 4 at MKUH: R Patel has it: full capacity protocol by 21:15")
PACK = Pack(
    seq=1203,
    head="",
    at=AT,
    asks=(ASK,),
    worst=WORST,
    unseen=(
        Item(key="unseen:1", text="Bedford Hospital: majors not seen since 18:45; last known 3, could be 4"),
    ),
    cards=(Item(key="card:1", text="Open escalation beds (MKUH): nobody has it, due 21:10, late"),),
    alerts=(ALERT,),
    declared=(
        Item(key="declared:1", text="Bedford Hospital declared OPEL 4 until 23:00 by A Shah: oxygen fault"),
    ),
    seats=(
        Item(key="seat:1", text="Director on call (BLMK): R Patel, 07700 900123, 20:00 to Tue 08:00"),
        Item(key="gap:1", text="Site manager (MKUH): NOBODY, 22:00 to Tue 06:00"),
    ),
    read_back=(WORST[0], ALERT, ASK),
)
QUIET = Pack(
    seq=7,
    head="",
    at=AT,
    asks=(),
    worst=(),
    unseen=(),
    cards=(),
    alerts=(),
    declared=(),
    seats=(),
    read_back=(
        Item(key="quiet:level", text="BLMK: no unit is at OPEL 2 or above"),
        Item(key="quiet:cards", text="No card and no alert is open"),
        Item(key="quiet:sight", text="Every figure that is expected is seen"),
    ),
)
EVENING = Handover(
    id="handover-1",
    unit="QHG",
    opened_at=AT,
    from_seat="room_lead@QHG",
    from_title="Room lead",
    to_seat="director@QHG",
    to_title="Director on call",
    giver=OKORO,
    receiver=PATEL,
    hour=AT + timedelta(minutes=10),
    pack=PACK,
    wanted=(
        WantedSignature(seat="room_lead@QHG", title="Room lead"),
        WantedSignature(seat="cell_lead@MK", title="Cell lead, MK"),
        WantedSignature(seat="cell_lead@BCA", title="Cell lead, BCA"),
    ),
    words=(
        Words(section="asks", text="Ring MKUH.\nBefore midnight.", by=OKORO, at=AT - timedelta(minutes=8)),
        Words(section="MK", text="Watch the UTC.", by=SHAH, at=AT - timedelta(days=1)),
    ),
    plans=(
        Plan(
            n=1,
            condition="MKUH is still at OPEL 4",
            by=AT + timedelta(hours=6),
            who="R Patel",
            what="agree the divert with SCAS",
            written_by=OKORO,
        ),
    ),
    signatures=(
        Signature(seat="room_lead@QHG", title="Room lead", by=OKORO, at=AT, seq=1203),
        Signature(
            seat="cell_lead@MK", title="Cell lead, MK", by=SHAH, at=AT - timedelta(minutes=11), seq=1190
        ),
    ),
)
PAPER = HandoverPaper(
    EVENING, "Bedfordshire, Luton and Milton Keynes", "live", LONDON, AT + timedelta(minutes=3), HEAD
)


def with_handover(**changes: object) -> HandoverPaper:
    """The winter evening's paper with its handover changed."""
    return PAPER._replace(handover=EVENING.model_copy(update=changes))


def accepted() -> HandoverPaper:
    """The winter evening, taken by the director."""
    keys = tuple(item.key for item in PACK.read_back)
    taken = AT + timedelta(minutes=16)
    return with_handover(state="accepted", accepted_by=PATEL, accepted_at=taken, read_back=keys)


def quiet() -> HandoverPaper:
    """An evening with nothing open, nothing written and nothing signed."""
    return with_handover(pack=QUIET, words=(), plans=(), signatures=())


def filled(words: str) -> HandoverPaper:
    """A paper that holds these words wherever people's words can stand."""
    person = Person(id="p", name=words, phone=words)
    item = Item(key="item", text=words)
    sections = ("asks", "worst", "unseen", "cards", "alerts", "declared", "seats", "read_back")
    return with_handover(
        from_title=words,
        to_title=words,
        giver=person,
        receiver=person,
        pack=PACK.model_copy(update=dict.fromkeys(sections, (item,))),
        wanted=(WantedSignature(seat="a@MK", title=words), WantedSignature(seat="b@MK", title=words)),
        words=tuple(
            Words(section=section, text=words, by=person, at=AT) for section in ("asks", "MK", "far")
        ),
        plans=(Plan(n=1, condition=words, by=AT, who=words, what=words, written_by=person),),
        signatures=(Signature(seat="a@MK", title=words, by=person, at=AT, seq=1),),
        accepted_by=person,
        accepted_at=AT,
    )._replace(system=words, head=words, mode="exercise")


def typeset(paper: HandoverPaper) -> list[str]:
    """Every piece of text that typst takes from the paper as people's words, in order, as typst holds it."""
    found = typst.query(TEMPLATE, "<said>", root=HERE, font_paths=fonts(), sys_inputs=inputs_of(paper))
    pieces = json.loads(found)
    assert {piece["func"] for piece in pieces} == {"text"}
    return [piece["text"] for piece in pieces]


def drawn(paper: HandoverPaper) -> list[bytes]:
    """Its pages, as pictures."""
    pages = typst.compile(TEMPLATE, root=HERE, format="svg", font_paths=fonts(), sys_inputs=inputs_of(paper))
    return pages if isinstance(pages, list) else [pages]
