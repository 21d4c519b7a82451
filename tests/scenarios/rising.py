"""MKUH rises and falls, and what its cards ask is done: for tests of who is called meanwhile."""

from tests.scenarios.room import MKUH, Room

VALUES = {
    2: "21/72/94/88/4.1/38/95.6/3.1/14.2",
    3: "34/69/101/118/7.1/44/96.1/3.2/14.8",
    4: "52/57/126/171/9.8/63/98.6/4.8/15.6",
}


async def moves(night: Room, was: int | None, level: int) -> None:
    """MKUH rises to a level; what its cards ask is done as they open."""
    for code in (MKUH, "MK"):
        night.expects_level(code, was, level)
    await night.feed_all(MKUH, VALUES[level])
    await works(night)


async def works(night: Room) -> None:
    """Everybody does what the open cards ask, but rings nobody."""
    await night.room.works(card for card in await night.cards() if card.purpose != "ring")
