"""A flood from one key is limited; the others do not wait for it, and nothing of theirs is lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.access.flood import SECONDS_IN_HAND
from tests.serving import Served, bearing, served

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database, "live", posts_per_second=2) as service:
        yield service


def one(n: int) -> list[dict[str, object]]:
    at = datetime.now(UTC).isoformat()
    return [{"organisation": "RD8-MKH", "metric": "ed.dta", "value": n, "observed_at": at}]


async def test_who_floods_is_told_when_to_come_back_and_others_are_taken(service: Served) -> None:
    other = await add_key(service.owner, "other", Wanted("QHG", ("RD8-MKH",), Role.PROVIDER), AT)
    answers = [await service.send(one(n)) for n in range(2 * SECONDS_IN_HAND + 3)]
    limited = [answer for answer in answers if answer.status_code == 429]
    assert 1 <= len(limited) <= 3
    assert limited[0].json()["code"] == "too_many_posts"
    assert int(limited[0].headers["retry-after"]) >= 1
    assert (await service.send(one(99), bearing(other.key))).status_code == 200
    held = await service.owner.fetchval("SELECT count(*) FROM reading")
    assert held == len(answers) - len(limited) + 1


async def test_a_large_post_counts_as_many(service: Served) -> None:
    many = one(1) * 900
    first, second = await service.send(many), await service.send(many)
    assert (first.status_code, second.status_code) == (200, 429)
