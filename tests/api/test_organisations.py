"""An organisation's own page: who sees it, what is in it, and whose refusals it shows."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from app.access.actions import Role
from app.access.enrol import Wanted, add_key
from app.db.engine import scoped_read
from app.db.models import QuarantineRow
from app.ingest.store import refused_of_unit
from app.organisations.apply import apply_system
from app.organisations.reference_systems import reference_text
from tests.people import add_system, bearer, sign_in_as
from tests.serving import Served, bearing, served

MKUH, BEDFORD = "RD8-MKH", "RC9-BED"
GA, MAJORS = "beds.ga_occupancy_pct", "ed.majors_resus_occupancy_pct"
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """08:00 on the winter Monday, standing still."""
    async with served(database) as service:
        clock = {"at": NOW.isoformat(), "speed": 0}
        answer = await service.client.put(
            "/api/v1/systems/QHG/clock", json=clock, headers=bearing(service.place.key)
        )
        assert answer.status_code == 200, answer.text
        yield service


def reading(value: object, unit: str = MKUH, metric: str = GA) -> dict[str, Any]:
    return {"organisation": unit, "metric": metric, "value": value, "observed_at": NOW.isoformat()}


async def organisation(service: Served, headers: dict[str, str], unit: str = MKUH) -> httpx.Response:
    return await service.client.get(f"/api/v1/organisations/{unit}", headers=headers)


async def refused(service: Served, headers: dict[str, str], unit: str = MKUH) -> list[tuple[str, str | None]]:
    """Code and raw value of each refusal shown."""
    answer = await service.client.get(f"/api/v1/organisations/{unit}/refused", headers=headers)
    assert answer.status_code == 200, answer.text
    return [(one["code"], one["raw"]) for one in answer.json()]


async def person_of(service: Served, unit: str) -> dict[str, str]:
    """A provider's person, signed in."""
    return (await sign_in_as(service.owner, Role.PROVIDER, unit=unit)).headers


async def key_of(service: Served, unit: str) -> dict[str, str]:
    """A provider's feed."""
    return await bearer(service.owner, Role.PROVIDER, unit=unit)


async def test_a_provider_sees_its_own_figures_in_full_though_its_board_shows_levels_only(
    service: Served,
) -> None:
    await service.send(reading(95.6))
    provider = await person_of(service, MKUH)
    page = (await organisation(service, provider)).json()
    board = (await service.client.get("/api/v1/systems/QHG/board", headers=provider)).json()
    assert board["states"][MKUH]["held"] == {}
    assert page["picture"]["held"][GA]["scores"]["value"] == "95.6"
    assert (page["stream"], page["mode"], page["unit"]["short"], page["place"]) == (
        ("QHG", "simulated", "MKUH", "MK Together")
    )


async def test_the_page_is_of_one_moment_that_the_socket_carries_on_from(service: Served) -> None:
    sent = await service.send(reading(95.6))
    page = (await organisation(service, bearing(service.place.key))).json()
    assert (page["seq"], page["picture"]["v"]) == (sent.json()["seq"]["QHG"],) * 2
    assert page["at"] == "2026-01-12T08:00:00.000000Z"


async def test_every_parameter_is_listed_with_when_it_is_due(service: Served) -> None:
    await service.send(reading(112, metric=MAJORS))
    page = (await organisation(service, bearing(service.place.mkuh_key))).json()
    rows = {row["metric"]: row for row in page["due"]}
    assert rows[MAJORS] == {
        "metric": MAJORS,
        "parameter": "p3",
        "schedule": "every 15 min, late after 45 min",
        "state": "fresh",
        "observed_at": "2026-01-12T08:00:00Z",
        "due_at": "2026-01-12T08:15:00Z",
        "late_at": "2026-01-12T08:45:00Z",
    }
    assert (rows[GA]["state"], rows[GA]["due_at"]) == ("never_known", "2026-01-12T08:00:00.000000Z")
    assert rows.keys() == {row["metric"] for row in page["picture"]["parameters"]}
    assert rows.keys() <= page["metrics"].keys()


async def test_nothing_received_is_said_and_what_is_due_is_there_all_the_same(service: Served) -> None:
    await service.owner.execute("DELETE FROM picture WHERE unit = $1", MKUH)
    page = (await organisation(service, await person_of(service, MKUH))).json()
    assert page["picture"] is None
    assert {row["state"] for row in page["due"]} == {None}
    assert len(page["due"]) == 9


@pytest.mark.parametrize("path", ["", "/refused"])
async def test_another_s_unit_an_unknown_one_and_a_body_get_the_same_answer(
    service: Served, path: str
) -> None:
    mkuh, lead = await person_of(service, MKUH), (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    asked = [(mkuh, BEDFORD), (mkuh, "NOBODY"), (lead, "NOBODY"), (lead, "MK"), (lead, "QHG")]
    answers = [
        await service.client.get(f"/api/v1/organisations/{code}{path}", headers=headers)
        for headers, code in asked
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == (
        {(404, "unknown_organisation")}
    )


async def test_a_provider_sees_what_its_own_feed_was_refused_newest_first(service: Served) -> None:
    feed = await key_of(service, MKUH)
    await service.send(reading(400), feed)
    await service.send(reading("n/a"), feed)
    assert await refused(service, await person_of(service, MKUH)) == (
        [("not_a_number", None), ("impossible_value", "400")]
    )


async def test_a_provider_does_not_see_what_another_sent_in_its_name(service: Served) -> None:
    other = await key_of(service, BEDFORD)
    await service.send([reading(91), reading("abc"), reading(400)], other)
    room = (await sign_in_as(service.owner, Role.VIEWER)).headers
    assert await refused(service, await person_of(service, MKUH)) == []
    assert {code for code, _ in await refused(service, room)} == {"not_yours", "not_a_number"}


async def test_what_was_refused_before_the_sender_had_the_unit_stays_hidden(service: Served) -> None:
    other = await add_key(service.owner, "a feed", Wanted("QHG", (BEDFORD,), Role.PROVIDER), NOW)
    await service.send(reading(91), bearing(other.key))
    await service.owner.execute(
        "INSERT INTO permission (principal, stream, unit, role) VALUES ($1, 'QHG', $2, 'provider')",
        other.id,
        MKUH,
    )
    assert await refused(service, await person_of(service, MKUH)) == []


async def test_what_a_room_lead_recorded_wrongly_by_phone_is_shown_to_the_provider(service: Served) -> None:
    lead = await sign_in_as(service.owner, Role.ROOM_LEAD)
    await service.send(reading(400), lead.headers)
    assert await refused(service, await person_of(service, MKUH)) == [("impossible_value", "400")]


async def test_a_withdrawn_key_s_refusals_stay_to_be_seen(service: Served) -> None:
    feed = await add_key(service.owner, "a feed", Wanted("QHG", (MKUH,), Role.PROVIDER), NOW)
    await service.send(reading(400), bearing(feed.key))
    await service.owner.execute("UPDATE principal SET closed_at = now() WHERE id = $1", feed.id)
    assert await refused(service, await person_of(service, MKUH)) == [("impossible_value", "400")]


async def test_a_mistyped_code_stays_with_its_sender_and_the_room(service: Served) -> None:
    feed = await key_of(service, MKUH)
    await service.send(reading(91, unit="RD8-MHK"), feed)
    own = (await service.client.get("/api/v1/readings/refused", headers=feed)).json()
    assert [one["organisation"] for one in own] == ["RD8-MHK"]
    assert await refused(service, await person_of(service, MKUH)) == []


async def test_a_viewer_of_one_unit_is_shown_all_of_it_and_a_viewer_of_none_nothing(service: Served) -> None:
    await service.send(reading(91), await key_of(service, BEDFORD))
    one = (await sign_in_as(service.owner, Role.VIEWER, unit=MKUH)).headers
    other = (await sign_in_as(service.owner, Role.VIEWER, unit=BEDFORD)).headers
    assert await refused(service, one) == [("not_yours", None)]
    assert (await organisation(service, other)).status_code == 404


async def test_the_same_code_in_another_system_is_another_organisation(service: Served) -> None:
    await apply_system(
        service.owner, reference_text("blmk") or "", "blmk", stream="QK1", mode="simulated", now=NOW
    )
    await service.send(reading(95.6))
    await service.send(reading(400), await key_of(service, MKUH))
    elsewhere = (await sign_in_as(service.owner, Role.PROVIDER, stream="QK1", unit=MKUH)).headers
    room = (await sign_in_as(service.owner, Role.ROOM_LEAD, stream="QK1")).headers
    assert [await refused(service, headers) for headers in (elsewhere, room)] == [[], []]
    page = (await organisation(service, elsewhere)).json()
    assert page["stream"] == "QK1"
    assert page["picture"] is None or page["picture"]["held"] == {}


@pytest.mark.parametrize(
    ("path", "said"), [("", "95.6"), ("/readings", "95.6"), ("/day", "95.6"), ("/refused", "400")]
)
async def test_who_has_an_organisation_in_two_systems_is_told_of_the_one_they_ask_about(
    service: Served, path: str, said: str
) -> None:
    text = reference_text("blmk") or ""
    await apply_system(service.owner, text, "blmk", stream="QHX", mode="exercise", now=NOW)
    await service.send([reading(95.6), reading(400)])
    both = await add_key(service.owner, "both", Wanted("QHG", ("*",), Role.PROVIDER), NOW)
    await service.owner.execute(
        "INSERT INTO permission (principal, stream, unit, role) VALUES ($1, 'QHX', '*', 'provider')", both.id
    )
    live, exercise, nowhere = [
        await service.client.get(
            f"/api/v1/organisations/{MKUH}{path}?system={system}", headers=bearing(both.key)
        )
        for system in ("QHG", "QHX", "QK1")
    ]
    assert (said in live.text, said in exercise.text) == (True, False)
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "unknown_organisation")


async def test_a_system_without_a_system_file_has_no_organisations(service: Served) -> None:
    await add_system(service.owner, "QK1")
    room = (await sign_in_as(service.owner, Role.ROOM_LEAD, stream="QK1")).headers
    for path in (f"/api/v1/organisations/{MKUH}", f"/api/v1/organisations/{MKUH}/refused"):
        assert (await service.client.get(path, headers=room)).status_code == 404


async def test_the_database_itself_keeps_another_system_s_refusals_back(service: Served) -> None:
    await service.send(reading(400), await key_of(service, MKUH))
    reader = service.app.state.services.database.reader
    async with scoped_read(reader, ["QK1"]) as connection:
        assert (await connection.execute(select(QuarantineRow.id))).all() == []
    assert await refused_of_unit(reader, ["QK1"], [], MKUH) is None
