"""The rules behind the bullet graphs: a pack in full, as its text has it."""

from collections.abc import AsyncIterator

import pytest

from app.access.actions import Role
from tests.people import sign_in_as
from tests.serving import Served, bearing, served

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


@pytest.mark.parametrize(
    "pack", ["opel-acute-2023-24/99", "opel-acute-2023-24/-1", "nothing/1", "%00/1", "%FF/1"]
)
async def test_an_unknown_pack_says_where_the_packs_are_listed(service: Served, pack: str) -> None:
    answer = await service.client.get(f"/api/v1/packs/{pack}", headers=bearing(service.place.key))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_pack")
    assert "GET /api/v1/packs" in answer.json()["detail"]
    assert answer.headers["cache-control"] == "no-store"
