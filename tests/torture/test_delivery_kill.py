"""A process killed while a page is on its way: the page arrives, the record has it once, and none is stuck."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import asyncpg
import httpx
import pytest

from app.access.actions import Role
from app.clock import real_now
from app.db.engine import as_owner
from app.delivery.store import LEASE_SECONDS
from tests.channels.mail_counterpart import MailCounterpart, mail_listening
from tests.onduty import DEEDS, Json, Somebody, shift, somebody, until
from tests.running import Running, filled, start, wait_until_ready
from tests.torture.proof import verify_journal

ADDRESS, SEAT, UNIT = "dilys@example.invalid", "director@QHG", "RD8-MKH"


class Night(NamedTuple):
    """A live system whose director is told things by e-mail. `sql`: sees and may lock everything."""

    dsn: str
    sql: asyncpg.Connection
    mail: MailCounterpart
    lead: Somebody
    director: Somebody
    log: Path

    async def seat(self, url: str) -> None:
        """The director sits there for the night."""
        now = real_now()
        line = shift(SEAT, self.director, now - timedelta(hours=1), now + timedelta(hours=8))
        await self.do(url, {"do": "add_shifts", "shifts": [line]})

    async def tell(self, url: str, words: str) -> None:
        """The director is told so."""
        await self.do(url, {"do": "tell_partners", "unit": UNIT, "seats": [SEAT], "text": words})

    async def do(self, url: str, body: Json) -> None:
        """As the room lead."""
        async with httpx.AsyncClient(base_url=url, headers=self.lead.browser.headers) as client:
            answer = await client.post(DEEDS, json=body)
            assert answer.status_code == httpx.codes.OK, answer.text

    def arrived(self, words: str) -> list[EmailMessage]:
        """The mails that say so."""
        return [mail for mail in self.mail.to(ADDRESS) if words in mail.get_content()]

    async def pages_where(self, where: str, words: str) -> int:
        """The e-mail pages of what the director was told so, as far as the condition holds."""
        found: int = await self.sql.fetchval(
            f"SELECT count(*) FROM delivery d JOIN matter m ON m.id = d.matter"  # noqa: S608 - the tests' own
            f" WHERE d.channel = 'email' AND m.body LIKE '%' || $1 || '%' AND {where}",
            words,
        )
        return found

    async def told(self, words: str) -> int:
        """How often the journal says that the page of it was handed over."""
        found: int = await self.sql.fetchval(
            "SELECT count(*) FROM journal j JOIN matter m ON j.body LIKE '%\"' || m.id || '\"%'"
            " WHERE m.body LIKE '%' || $1 || '%' AND j.body LIKE '%\"did\":\"handed_over\"%'",
            words,
        )
        return found


@pytest.fixture
async def night(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Night]:
    """Before anything is told."""
    await filled(database)
    async with mail_listening() as mail, as_owner(database) as owner:
        settings = {
            "HOST": "127.0.0.1",
            "PORT": str(mail.port),
            "TLS": "none",
            "SENDER": "surge@example.invalid",
        }
        for name, value in settings.items():
            monkeypatch.setenv(f"SURGELINE_SMTP_{name}", value)
        lead = await somebody(owner, "Rowan Achebe", Role.ROOM_LEAD)
        director = await somebody(owner, "Dilys Marchetti", Role.DIRECTOR, email=ADDRESS)
        sql = await asyncpg.connect(database)
        night = Night(database, sql, mail, lead, director, tmp_path / "service.log")
        yield night
        await sql.close()


@asynccontextmanager
async def living(night: Night) -> AsyncIterator[Running]:
    """A process that is killed at the end at the latest, as the kernel would."""
    running = await asyncio.to_thread(start, night.dsn, log=night.log)
    try:
        await asyncio.to_thread(wait_until_ready, running.url)
        yield running
    finally:
        running.kill()


@asynccontextmanager
async def held(night: Night, lock: str) -> AsyncIterator[None]:
    """Inside, nobody gets past what the statement locks."""
    async with night.sql.transaction():
        await night.sql.execute(lock)
        yield


def true(found: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    """As something to be waited for."""

    async def answer() -> bool:
        return found()

    return answer


END_WHAT_IT_ASKED = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = 'surgeline writer' AND datname = current_database()"
)
"""PostgreSQL finishes the statement of a client that has gone, unless it is told."""
NOTED = "EXISTS (SELECT FROM attempt a WHERE a.matter = d.matter AND a.n = d.n)"


async def killed_before_it_is_leased(night: Night) -> None:
    async with held(night, "LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE"), living(night) as service:
        await night.seat(service.url)
        await night.tell(service.url, "Lift one")
        assert await night.pages_where("d.leased_until IS NULL", "Lift one") == 1


async def killed_with_the_page_in_hand(night: Night) -> None:
    async with living(night) as service:
        await until(true(lambda: night.arrived("Lift one") != []))
        night.mail.takes.clear()
        await night.tell(service.url, "Lift two")
        await until(true(lambda: night.mail.waiting == 1))
        assert await night.pages_where("d.leased_until IS NOT NULL", "Lift two") == 1
    await until(true(lambda: night.mail.waiting == 0))
    night.mail.takes.set()


async def killed_between_sending_and_noting(night: Night) -> None:
    async with held(night, "LOCK TABLE attempt IN EXCLUSIVE MODE"), living(night) as service:
        await night.tell(service.url, "Lift three")
        await until(true(lambda: night.arrived("Lift three") != []))
    assert await night.pages_where(NOTED, "Lift three") == 0


async def killed_between_noting_and_telling(night: Night) -> None:
    async with living(night) as service:
        night.mail.takes.clear()
        await night.tell(service.url, "Lift four")
        await until(true(lambda: night.mail.waiting == 1))
        async with held(night, "SELECT FROM stream WHERE code = 'QHG' FOR UPDATE"):
            night.mail.takes.set()

            async def noted() -> bool:
                return await night.pages_where(NOTED, "Lift four") == 1

            await until(noted)
            service.kill()
            await night.sql.execute(END_WHAT_IT_ASKED)
    assert await night.told("Lift four") == 0


@pytest.mark.torture
async def test_a_page_arrives_and_is_recorded_once_wherever_its_process_was_killed(night: Night) -> None:
    stages = {
        "Lift one": killed_before_it_is_leased,
        "Lift two": killed_with_the_page_in_hand,
        "Lift three": killed_between_sending_and_noting,
        "Lift four": killed_between_noting_and_telling,
    }
    for kill in stages.values():
        await kill(night)
    died = time.monotonic()
    async with living(night):

        async def nothing_left() -> bool:
            waiting: int = await night.sql.fetchval("SELECT count(*) FROM delivery WHERE done_at IS NULL")
            return waiting == 0

        await until(nothing_left, LEASE_SECONDS + 10)
    assert time.monotonic() - died < LEASE_SECONDS + 15
    times = {words: len(night.arrived(words)) for words in stages}
    assert min(times.values()) >= 1, times
    assert times["Lift four"] == 1  # noted, and so not sent again
    assert {words: await night.told(words) for words in stages} == dict.fromkeys(stages, 1)
    assert len({mail["Message-ID"] for mail in night.mail.to(ADDRESS)}) == len(stages)
    await asyncio.to_thread(verify_journal, night.dsn)
