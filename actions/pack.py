"""The position that is handed over, from what is known at a moment, and the three lines to read back. Pure.

An item's key names what is material of it: two packs with the same keys say the same, whatever a figure has moved.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from actions.acting import acting
from actions.ledger import Ledger
from actions.matters import Item, Pack
from actions.pack_items import (
    alert_items,
    ask_items,
    card_items,
    declared_items,
    ended_by_accepting,
    seat_items,
    unseen_items,
    worst_items,
)

READ_BACK = 3
SECTIONS = ("asks", "worst", "unseen", "cards", "alerts", "declared", "seats")
TOLD_FIRST = ("worst", "unseen", "declared", "alerts", "cards", "seats", "asks")
"""In what order changes are told: what stands there before what is to be done about it."""


def build_pack(ledger: Ledger, hour: datetime, until: datetime, handover: str | None = None) -> Pack:
    """The pack for the shift from `hour` until `until`; its journal hash is put in when its seq is known.

    `handover`: its own id, once it has one. What only says that it is not accepted yet is no part of the position.
    """
    standings = sorted(
        ledger.standing.values(), key=lambda s: (-acting(ledger, s.unit), s.scope != "unit", s.unit)
    )
    own = ended_by_accepting(ledger, handover)
    sections = {
        "asks": tuple(ask_items(ledger, until, own)),
        "worst": tuple(worst_items(ledger, standings)),
        "unseen": tuple(unseen_items(ledger, standings)),
        "cards": tuple(card_items(ledger, own)),
        "alerts": tuple(alert_items(ledger, own)),
        "declared": tuple(declared_items(ledger)),
        "seats": tuple(seat_items(ledger, hour, until)),
    }
    read_back = three(ledger, sections)
    return Pack(seq=ledger.seq, head="", at=ledger.at, read_back=read_back, **sections)


def three(ledger: Ledger, sections: dict[str, tuple[Item, ...]]) -> tuple[Item, ...]:
    """Three different lines: the first of each kind, then more of them. Where there is nothing of a kind, that is said,
    and only then.
    """
    worst, unseen = sections["worst"], sections["unseen"]
    work = [sections[name] for name in ("alerts", "asks", "cards")]
    first = chain(worst[:1], *(items[:1] for items in work[:2]), unseen[:1])
    rest = chain(worst[1:], work[2], unseen[1:], sections["declared"])
    kept: dict[str, Item] = {}
    for item in chain(first, rest):
        kept.setdefault(item.ref or item.key, item)
    return tuple([*kept.values(), *quiet(ledger, worst, list(chain(*work)), unseen)][:READ_BACK])


def quiet(ledger: Ledger, worst: Sequence[Item], work: Sequence[Item], unseen: Sequence[Item]) -> list[Item]:
    """What is said of a kind of which there is nothing."""
    said = []
    if not worst:
        text = f"{ledger.house.name}: no unit is at OPEL 2 or above"
        said.append(Item(key="quiet:level", text=text))
    if not work:
        said.append(Item(key="quiet:cards", text="No card and no alert is open"))
    if not unseen:
        said.append(Item(key="quiet:sight", text="Every figure that is expected is seen"))
    return said


def keys_of(pack: Pack) -> frozenset[str]:
    """What is material in a pack."""
    return frozenset(item.key for section in SECTIONS for item in getattr(pack, section))


def differences(old: Pack, new: Pack) -> list[str]:
    """What has come and gone between two packs, in the packs' own lines."""
    before, after = (
        {item.key: item.text for section in TOLD_FIRST for item in getattr(pack, section)}
        for pack in (old, new)
    )
    come = [f"New: {text}" for key, text in after.items() if key not in before]
    gone = [f"No longer so: {text}" for key, text in before.items() if key not in after]
    return come + gone
