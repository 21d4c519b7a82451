"""Pages in hand: what is taken first, what stays in hand, what is left to others, what is noted together."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from time import monotonic
from typing import NamedTuple

import asyncpg
import pytest

from app.clock import real_now
from app.delivery.notes import Notes
from app.delivery.store import LEASE_SECONDS, Leased, Noted, lease, renew
from app.jobs.deliver import BEGIN_SECONDS, Deliverer
from integrations.channels.message import Message, Result
from tests.onduty import BEGINS, MKUH, STREAM, Phone, Room, on_duty, until

SEATS = ["site_manager@RD8-MKH", "director@QHG"]
LEFT = "SELECT min(leased_until) FROM delivery WHERE done_at IS NULL"


class Still(NamedTuple):
    """A room whose process sends nothing by itself."""

    room: Room
    deliverer: Deliverer

    async def taken(self, **rooms: int) -> list[Leased]:
        """So many pages of each way, taken in hand as a process does."""
        return await lease(self.room.owner, {STREAM: BEGINS}, rooms)

    async def news(self) -> None:
        """Two people are told something, by text and by e-mail."""
        await self.room.done(self.room.lead, "tell_partners", unit=MKUH, seats=SEATS, text="Lift one")


@pytest.fixture
async def still(database: str) -> AsyncIterator[Still]:
    async with on_duty(database) as room:
        deliverer: Deliverer = room.service.app.state.services.deliverer
        await deliverer.close()
        yield Still(room, deliverer)


async def test_a_call_is_taken_before_news_that_waited_longer(still: Still) -> None:
    await still.news()
    await still.room.level(MKUH, 4, BEGINS)
    assert [page.about for page in await still.taken(sms=2)] == ["call", "call"]
    assert [page.about for page in await still.taken(sms=2)] == ["news", "news"]


async def test_each_way_has_room_of_its_own(still: Still) -> None:
    await still.news()
    pages = await still.taken(sms=0, email=2, voice=5)
    assert [page.channel for page in pages] == ["email", "email"]


async def test_pages_of_one_matter_are_worded_from_one_text(still: Still) -> None:
    await still.news()
    pages = await still.taken(sms=9, email=9)
    assert len(pages) == 4
    assert len({id(page.body) for page in pages}) == 1


async def test_a_lease_that_is_renewed_ends_later_and_one_that_is_done_with_is_let_be(still: Still) -> None:
    await still.news()
    first, second, *_ = await still.taken(sms=9, email=9)
    await still.room.owner.execute("UPDATE delivery SET leased_until = now() + interval '1 second'")
    await still.room.owner.execute("UPDATE delivery SET leased_until = NULL WHERE link = $1", second.link)
    await renew(still.room.owner, [first, second])
    rows = await still.room.owner.fetch("SELECT link, leased_until - now() AS left FROM delivery")
    left = {row["link"]: row["left"] for row in rows}
    assert left[first.link] > timedelta(seconds=LEASE_SECONDS - 2)
    assert left[second.link] is None


class Slow(Phone):
    """Takes nothing until it is let."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.takes = asyncio.Event()

    async def send(self, message: Message) -> Result:
        await self.takes.wait()
        return await super().send(message)


async def test_a_page_whose_carrier_takes_long_stays_in_hand(database: str) -> None:
    slow, quick = Slow("sms"), Phone("email")
    async with on_duty(database, {"sms": slow, "email": quick}) as room:
        await room.done(room.lead, "tell_partners", unit=MKUH, seats=SEATS, text="Lift one")
        before = await until(lambda: room.owner.fetchval(LEFT))

        async def later() -> bool:
            return bool(await room.owner.fetchval(LEFT) > before + timedelta(seconds=2))

        await until(later)
        slow.takes.set()
        await room.quiet()
    assert [len(slow.sent), len(quick.sent)] == [2, 2]


async def test_a_page_that_was_leased_a_while_ago_is_left_to_whoever_has_it_now(still: Still) -> None:
    await still.news()
    pages = await still.taken(sms=2)
    for page, age in zip(pages, (BEGIN_SECONDS + 1, 0), strict=True):
        still.deliverer.begin(page, monotonic() - age)
    await asyncio.gather(*still.deliverer.in_hand)
    tried = await still.room.owner.fetch("SELECT n FROM attempt")
    assert [row["n"] for row in tried] == [pages[1].n]
    assert len(still.room.phones.ways["sms"].sent) == 1


async def test_an_attempt_that_cannot_be_noted_does_not_keep_others_from_it(still: Still) -> None:
    await still.news()
    pages = await still.taken(sms=9, email=9)
    notes = Notes(still.deliverer.pool)
    said = ["taken", "not a text: \0", "taken", "taken"]
    told = await asyncio.gather(
        *(notes.note(Noted(p, real_now(), "handed_over", s, None)) for p, s in zip(pages, said, strict=True)),
        return_exceptions=True,
    )
    assert [type(one) for one in told] == [
        type(None),
        asyncpg.CharacterNotInRepertoireError,
        type(None),
        type(None),
    ]
    assert await still.room.owner.fetchval("SELECT count(*) FROM attempt") == 3
