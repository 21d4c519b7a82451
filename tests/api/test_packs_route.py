"""The rules behind the bullet graphs: a pack in full, as its text has it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from typer.testing import CliRunner

from app.access.actions import Role
from app.cli.packs import packs_app
from tests.people import sign_in_as
from tests.serving import Served, bearing, served, set_clock

ACUTE, ROLLUP = "/api/v1/packs/opel-acute-2023-24/1", "/api/v1/packs/acute-rollup-percent/1"


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database) as service:
        yield service


async def test_a_pack_says_what_its_text_says(service: Served) -> None:
    pack = (await service.client.get(ACUTE, headers=bearing(service.place.mkuh_key))).json()
    parameters = {one["id"]: one for one in pack["parameters"]}
    assert (pack["kind"], pack["score"], pack["state_from"]) == ("parameters", "points", "0.5")
    assert (pack["hold_up_minutes"], pack["hold_down_minutes"], pack["bands"]) == (0, 30, ["11", "22", "33"])
    assert parameters["p4"] == {
        "id": "p4",
        "metric": "ed.majors_resus_occupancy_pct",
        "worse": "higher",
        "cuts": ["80", "100", "120"],
        "points": ["0", "2", "4", "6"],
        "cut_belongs_to": "calmer",
        "provenance": "reconstructed",
        "note": "strong",
    }
    assert (parameters["p2"]["worse"], parameters["p2"]["cuts"]) == ("lower", ["95", "76", "60"])


async def test_a_rollup_has_bands_and_no_parameters(service: Served) -> None:
    pack = (await service.client.get(ROLLUP, headers=bearing(service.place.key))).json()
    assert (pack["kind"], pack["score"], pack["parameters"]) == ("rollup", "percent_of_available", [])
    assert len(pack["bands"]) == 3


async def test_every_pack_that_is_listed_can_be_read_and_is_the_text_of_its_sha(service: Served) -> None:
    headers = bearing(service.place.key)
    listed = (await service.client.get("/api/v1/packs", headers=headers)).json()
    for one in listed:
        answer = await service.client.get(f"/api/v1/packs/{one['id']}/{one['version']}", headers=headers)
        assert {key: answer.json()[key] for key in one} == one
    assert {one["provenance"] for one in listed} >= {"published", "reconstructed", "unverified"}


async def test_a_browser_keeps_a_pack_for_a_day_and_nobody_on_the_way_does(service: Served) -> None:
    viewer = (await sign_in_as(service.owner, Role.VIEWER)).headers
    answer = await service.client.get(ACUTE, headers=viewer)
    assert answer.headers["cache-control"] == "private, max-age=86400, immutable"


async def test_a_system_says_where_each_of_its_packs_is_in_force(service: Served) -> None:
    await set_clock(service, datetime(2026, 1, 12, 9, tzinfo=UTC))
    viewer = (await sign_in_as(service.owner, Role.VIEWER)).headers
    answer = await service.client.get("/api/v1/systems/QHG/packs", headers=viewer)
    (later,) = [one for one in answer.json()["packs"] if one["id"] == "opel-acute-2024-26"]
    (use,) = later["uses"]
    assert (later["judges"], later["provenance"], use["standing"]) == ("Acute", "reconstructed", "now")
    assert (use["from"], use["until"], use["approver"]) == ("2025-06-15T23:00:00.000000Z", None, None)
    assert [unit["short"] for unit in use["of"]] == ["MKUH", "Bedford", "Luton"]


async def test_what_a_version_changes_is_said_in_the_words_of_packs_diff(service: Served) -> None:
    address = "/api/v1/packs/opel-acute-2024-26/1/differences?than=opel-acute-2023-24&than_version=1"
    answer = await service.client.get(address, headers=bearing(service.place.mkuh_key))
    words = ["diff", "opel-acute-2023-24@1", "opel-acute-2024-26@1", "--json"]
    said = json.loads(CliRunner().invoke(packs_app, words).stdout)
    assert answer.json()["differences"] == said["differences"]
    assert answer.json()["differences"][0]["sentence"].startswith("It is called OPEL acute, 2024-26 (was ")


@pytest.mark.parametrize("pack", ["opel-acute-2023-24", "acute-rollup-points", "example-triggers"])
async def test_the_text_of_any_pack_is_what_its_sha_is_of(service: Served, pack: str) -> None:
    answer = await service.client.get(f"/api/v1/packs/{pack}/1/text", headers=bearing(service.place.key))
    assert sha256(answer.json()["text"].encode()).hexdigest() == answer.json()["sha"]
    assert f"pack: {pack}" in answer.json()["text"]


@pytest.mark.parametrize("address", ["nothing/1/text", "nothing/1/differences?than=x&than_version=1"])
async def test_neither_text_nor_differences_of_an_unknown_pack(service: Served, address: str) -> None:
    answer = await service.client.get(f"/api/v1/packs/{address}", headers=bearing(service.place.key))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_pack")


@pytest.mark.parametrize(
    "pack", ["opel-acute-2023-24/99", "opel-acute-2023-24/-1", "nothing/1", "%00/1", "%FF/1"]
)
async def test_an_unknown_pack_says_where_the_packs_are_listed(service: Served, pack: str) -> None:
    answer = await service.client.get(f"/api/v1/packs/{pack}", headers=bearing(service.place.key))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_pack")
    assert "GET /api/v1/packs" in answer.json()["detail"]
    assert answer.headers["cache-control"] == "no-store"
