"""How long everybody was at each level: the hours of a day add up to it, on the nights that clocks change too."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.onduty import MKUH, SYSTEM, Json, Room, on_duty
from tests.serving import bearing

LEVELS = ("one", "two", "three", "four", "unstated", "none")
HOUR = 3600


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


async def asked(room: Room, first: str, last: str, by: str = "day") -> httpx.Response:
    query = {"from": first, "to": last, "by": by}
    headers = bearing(room.service.place.mkuh_key)
    return await room.service.client.get(f"{SYSTEM}/hours", params=query, headers=headers)


async def hours(room: Room, first: str, last: str, by: str = "day") -> Json:
    answer = await asked(room, first, last, by)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def row(found: Json, code: str) -> list[dict[str, int]]:
    """A unit's buckets, without what they have none of."""
    (own,) = [row for row in found["rows"] if row["code"] == code]
    return [{level: seconds for level, seconds in one.items() if seconds} for one in own["hours"]]


def adds_up(found: Json) -> bool:
    lengths = [bucket["seconds"] for bucket in found["buckets"]]
    return all([sum(one.values()) for one in row["hours"]] == lengths for row in found["rows"])


async def test_a_day_is_shared_among_its_levels_and_what_was_not_known(room: Room) -> None:
    day = datetime(2026, 1, 13, tzinfo=UTC)
    for hour, level in ((6, 3), (9, 4), (12, 4)):
        await room.at(day + timedelta(hours=hour))
        await room.level(MKUH, level, day + timedelta(hours=hour))
    await room.at(day + timedelta(hours=36))
    found = await hours(room, "2026-01-13", "2026-01-13")
    assert [bucket["seconds"] for bucket in found["buckets"]] == [24 * HOUR]
    assert row(found, MKUH)[0] == {"none": 6 * HOUR, "three": 3 * HOUR, "four": 15 * HOUR}
    assert row(found, "MK")[0] == row(found, MKUH)[0]
    assert row(found, "RC9-BED")[0] == {"none": 24 * HOUR}
    assert adds_up(found)


@pytest.mark.parametrize(("day", "length"), [("2026-03-29", 23), ("2026-10-25", 25)])
async def test_the_hours_of_a_night_that_clocks_change_in_add_up_to_its_length(
    room: Room, day: str, length: int
) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    await room.at(noon - timedelta(days=2))
    await room.level(MKUH, 3, noon - timedelta(days=2))
    await room.at(noon)
    await room.level(MKUH, 4, noon)
    await room.at(noon + timedelta(days=2))
    found = await hours(room, day, day)
    ((bucket,), (own,)) = found["buckets"], row(found, MKUH)
    assert (bucket["seconds"], sum(own.values())) == (length * HOUR, length * HOUR)
    before_noon = 12 if day == "2026-03-29" else 13  # from local midnight until noon in UTC
    assert own["three"] == before_noon * HOUR
    assert adds_up(found)


async def test_today_has_only_the_hours_that_it_has_had(room: Room) -> None:
    at = datetime(2026, 1, 13, 15, 30, tzinfo=UTC)
    await room.at(at)
    found = await hours(room, "2026-01-12", "2026-02-28")
    assert [bucket["from"] for bucket in found["buckets"]] == ["2026-01-12", "2026-01-13"]
    assert found["buckets"][-1]["seconds"] == 15 * HOUR + HOUR // 2
    assert adds_up(found)


async def test_a_winter_by_week_is_cut_at_mondays(room: Room) -> None:
    await room.level(MKUH, 4, datetime(2026, 1, 12, 9, tzinfo=UTC))
    await room.at(datetime(2026, 4, 2, 9, tzinfo=UTC))
    found = await hours(room, "2025-11-01", "2026-03-31", "week")
    ends = [(bucket["from"], bucket["to"]) for bucket in found["buckets"]]
    assert (ends[0], ends[1], ends[-1]) == (
        ("2025-11-01", "2025-11-02"),
        ("2025-11-03", "2025-11-09"),
        ("2026-03-30", "2026-03-31"),
    )
    week = dict(zip((first for first, _ in ends), row(found, MKUH), strict=True))
    assert week["2026-01-12"] == {"none": 9 * HOUR, "four": (7 * 24 - 9) * HOUR}
    assert week["2026-03-23"] == {"four": (7 * 24 - 1) * HOUR}
    assert adds_up(found)


async def test_months_begin_on_their_first_day(room: Room) -> None:
    await room.at(datetime(2026, 4, 2, 9, tzinfo=UTC))
    found = await hours(room, "2026-01-15", "2026-04-30", "month")
    assert [bucket["from"] for bucket in found["buckets"]] == [
        "2026-01-15",
        "2026-02-01",
        "2026-03-01",
        "2026-04-01",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-01-10", "2026-01-09", "are 0 days: ask for 1 to 400"),
        ("2024-01-10", "2026-01-09", "ask for 1 to 400"),
        ("2027-01-01", "2027-01-02", "there are days from 2000-01-01 to 2026-01-12"),
    ],
)
async def test_days_that_cannot_be_told_say_which_can(room: Room, first: str, last: str, said: str) -> None:
    answer = await asked(room, first, last)
    assert (answer.status_code, answer.json()["code"]) == (422, "day_out_of_reach")
    assert said in answer.json()["detail"]
