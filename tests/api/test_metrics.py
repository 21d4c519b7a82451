"""What the service says of its own work to whoever watches it."""

from collections.abc import AsyncIterator

import pytest

from tests.onduty import BEGINS, MKUH, Room, on_duty
from tests.serving import BUSY


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    async with on_duty(database) as room:
        yield room


async def measured(room: Room) -> dict[str, float]:
    """Every sample by its name and labels."""
    answer = await room.service.client.get("/metrics")
    assert answer.status_code == 200, answer.text
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


async def test_work_done_and_what_waits_can_be_watched(room: Room) -> None:
    before = await measured(room)
    await room.at(BEGINS)
    await room.level(MKUH, 4, BEGINS)
    await room.quiet()
    after = await measured(room)
    for counted in ("surgeline_commit_seconds_count", "surgeline_batch_submissions_count"):
        assert after[counted] > before.get(counted, 0)
    sent = 'surgeline_pages_total{channel="sms",result="delivered"}'
    assert after[sent] > before.get(sent, 0)
    assert after["surgeline_first_attempt_seconds_count"] > before.get(
        "surgeline_first_attempt_seconds_count", 0
    )
    assert after['surgeline_submissions_waiting{stream="QHG"}'] == 0
    assert after['surgeline_stream_seq{stream="QHG"}'] >= 1
    assert after["surgeline_heads_read_seconds_ago"] < 5
    assert after["surgeline_fan_out_lag_seconds"] == 0


async def test_a_metric_names_no_person_and_no_figure(room: Room) -> None:
    await room.at(BEGINS)
    await room.level(MKUH, 4, BEGINS)
    text = (await room.service.client.get("/metrics")).text
    assert room.lead.name not in text
    assert not any(metric in text for metric in BUSY)
