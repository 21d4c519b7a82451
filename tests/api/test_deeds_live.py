"""What boards are told of deeds, over real sockets: the matter and the event; providers no more than is theirs."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.embedded import Cluster
from tests.boards import Json, cookie_of, live, message, signed_in
from tests.running import Filled, Running, serving
from tests.served import PROVIDER_EMAIL, database_of

DEEDS = "/api/v1/systems/QHG/deeds"
UNIT = "RD8-MKH"


@pytest.fixture(scope="module")
def made(cluster: Cluster, template: str) -> Iterator[Filled]:
    with database_of(cluster, template, "deeds_live") as made:
        yield made


@pytest.fixture(scope="module")
def running(made: Filled) -> Iterator[Running]:
    with serving(made.dsn) as running:
        yield running


@pytest.fixture
async def lead(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(running.url) as lead:
        yield lead


async def frame(running: Running, client: httpx.AsyncClient, act: Json, by: httpx.AsyncClient) -> Json:
    """What a board is told of a deed that another one does."""
    head = (await client.get("/api/v1/systems/QHG/board")).json()["head"]
    async with live(running.url, cookie_of(client), after=head) as socket:
        answer = await by.post(DEEDS, json=act)
        assert answer.status_code == httpx.codes.OK, answer.text
        seen: Json = {"events": [], "matters": {}}
        while not seen["matters"]:
            told = await message(socket, "frame")
            seen["events"] += told["events"]
            seen["matters"] |= told["matters"]
        return seen


def declared(level: int) -> Json:
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    return {"do": "declare", "unit": UNIT, "level": level, "reason": "No beds", "until": until}


async def test_a_board_is_told_of_the_declaration_its_cards_and_who_did_it(
    running: Running, lead: httpx.AsyncClient
) -> None:
    me = (await lead.get("/api/v1/session")).json()["id"]
    told = await frame(running, lead, declared(3), lead)
    kinds = {matter["kind"] for matter in told["matters"].values()}
    assert kinds >= {"declaration", "card", "episode"}
    (act,) = [event for event in told["events"] if event["about"] == "declaration"]
    assert (act["kind"], act["did"], act["by"], act["unit"]) == ("act", "declared", me, UNIT)
    assert told["matters"][act["matter"]]["v"] == act["seq"]


async def test_a_provider_s_board_is_told_of_the_declaration_and_that_there_are_cards(
    running: Running, lead: httpx.AsyncClient
) -> None:
    async with signed_in(running.url, PROVIDER_EMAIL) as provider:
        told = await frame(running, provider, declared(4), lead)
    assert {matter["kind"] for matter in told["matters"].values()} == {"declaration"}
    about = {event["about"] for event in told["events"]}
    assert about >= {"declaration", "card"}
    assert not about & {"alert", "notice", "handover", "episode"}
    assert all("log" not in event and "text" not in event for event in told["events"])


async def test_a_board_that_comes_back_is_told_what_it_missed_as_far_as_it_may_see(
    running: Running, lead: httpx.AsyncClient
) -> None:
    async with signed_in(running.url, PROVIDER_EMAIL) as provider:
        head = (await provider.get("/api/v1/systems/QHG/board")).json()["head"]
        said = {"do": "tell_partners", "unit": UNIT, "seats": ["director@QHG"], "text": "Lift is broken"}
        assert (await lead.post(DEEDS, json=said)).status_code == httpx.codes.OK
        assert (await lead.post(DEEDS, json=declared(4))).status_code == httpx.codes.OK
        async with live(running.url, cookie_of(provider), after=head) as socket:
            told = await message(socket, "frame")
    assert "Lift" not in str(told)
    assert {matter["kind"] for matter in told["matters"].values()} == {"declaration"}
    assert "notice" not in {event["about"] for event in told["events"]}
