"""Posting, repeating, confirming, telling by phone and reading back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.access.actions import Role
from tests.people import sign_in_as
from tests.serving import Served, bearing, served, set_clock

MKUH, GA, MAJORS = "RD8-MKH", "beds.ga_occupancy_pct", "ed.majors_resus_occupancy_pct"
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)
CONFIRM = "/api/v1/readings/confirm"


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """08:00 on the winter Monday."""
    async with served(database) as service:
        await set_clock(service, NOW)
        yield service


def reading(value: object, at: datetime = NOW, metric: str = GA, **more: object) -> dict[str, Any]:
    return {"organisation": MKUH, "metric": metric, "value": value, "observed_at": at.isoformat(), **more}


async def held(service: Served, metric: str = GA) -> dict[str, Any]:
    answer = await service.client.get(
        f"/api/v1/organisations/{MKUH}/readings", headers=bearing(service.place.mkuh_key)
    )
    assert answer.status_code == 200, answer.text
    found = {one["metric"]: one for one in answer.json()["held"]}
    return {"seq": answer.json()["seq"], **found.get(metric, {})}


async def confirm(service: Served, *metrics: str, seen: int | None = None, **headers: str) -> httpx.Response:
    body = {
        "organisation": MKUH,
        "metrics": metrics,
        "seen": (await held(service))["seq"] if seen is None else seen,
    }
    return await service.send(body, bearing(service.place.mkuh_key) | headers, CONFIRM)


def verdicts(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(one["verdict"], one["code"]) for one in answer.json()["verdicts"]]


async def test_what_is_posted_is_read_back_with_its_state(service: Served) -> None:
    answer = await service.send(reading(95.6))
    figure = await held(service)
    assert (answer.status_code, answer.json()["counts"]["accepted"]) == (200, 1)
    assert (figure["scores"], figure["state"], figure["seq"]) == (
        {"value": "95.6", "numerator": None, "denominator": None},
        "fresh",
        answer.json()["seq"]["QHG"],
    )


async def test_a_percentage_is_derived_from_its_counts(service: Served) -> None:
    await service.send([reading(400, metric="beds.ga_open"), reading(389, metric="beds.ga_occupied")])
    assert (await held(service))["scores"] == {"value": "97.25", "numerator": "389", "denominator": "400"}


async def test_the_same_figure_twice_is_a_duplicate_for_ever(service: Served) -> None:
    await service.send(reading(95.6))
    again = await service.send(reading(95.6))
    await service.send(reading(95.8, NOW + timedelta(minutes=1)))
    later = await service.send(reading(95.6))
    assert [(a.status_code, *verdicts(a)) for a in (again, later)] == [
        (200, ("duplicate", "duplicate")),
        (200, ("duplicate", "already_held")),
    ]


async def test_a_repeat_under_its_key_gets_the_first_answer(service: Served) -> None:
    headers = bearing(service.place.key) | {"idempotency-key": "08:00"}
    first = await service.send(reading(95.6), headers)
    second = await service.send(reading(95.6), headers)
    assert second.content == first.content
    assert ("idempotent-replayed" in first.headers, second.headers["idempotent-replayed"]) == (False, "true")


async def test_a_key_used_for_another_body_is_refused(service: Served) -> None:
    headers = bearing(service.place.key) | {"idempotency-key": "08:00"}
    await service.send(reading(95.6), headers)
    other = await service.send(reading(95.7), headers)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert await service.owner.fetchval("SELECT count(*) FROM reading") == 1


async def test_two_senders_may_use_the_same_key(service: Served) -> None:
    await service.send(reading(95.6), bearing(service.place.key) | {"idempotency-key": "1"})
    other = await service.send(reading(95.7), bearing(service.place.mkuh_key) | {"idempotency-key": "1"})
    assert verdicts(other) == [("accepted", "correction")]


async def test_all_refused_under_a_key_is_answered_alike_twice(service: Served) -> None:
    headers = bearing(service.place.key) | {"idempotency-key": "08:00"}
    answers = [await service.send(reading(-9999), headers) for _ in range(2)]
    assert [a.status_code for a in answers] == [422, 422]
    assert await service.owner.fetchval("SELECT count(*) FROM quarantine") == 1


async def test_no_change_keeps_the_figure_fresh_and_points_at_the_original(service: Served) -> None:
    await service.send(reading(95.6))
    await set_clock(service, NOW + timedelta(hours=6))
    answer = await confirm(service, GA)
    figure = await held(service)
    row = await service.owner.fetchrow("SELECT value, confirms_at FROM reading WHERE source = 'confirmed'")
    assert row is not None
    assert (answer.status_code, verdicts(answer)) == (200, [("accepted", "accepted")])
    assert (figure["scores"]["value"], figure["state"], figure["confirmations"]) == ("95.6", "fresh", 1)
    assert (str(row["value"]), row["confirms_at"]) == ("95.6", NOW)


async def test_no_change_is_a_conflict_when_newer_figures_came(service: Served) -> None:
    await service.send(reading(95.6))
    seen = (await held(service))["seq"]
    await service.send(reading(101, metric=MAJORS))
    answer = await confirm(service, GA, seen=seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "newer_figures")


async def test_no_change_is_refused_for_what_was_never_known_or_is_unknown(service: Served) -> None:
    await service.send([reading(101, metric=MAJORS), reading("unknown", NOW + timedelta(minutes=1), MAJORS)])
    answer = await confirm(service, GA, MAJORS, "no.such")
    assert (answer.status_code, verdicts(answer)) == (
        422,
        [("refused", "never_known"), ("refused", "unknown"), ("refused", "never_known")],
    )


async def test_a_number_is_asked_for_after_three_no_changes(service: Served) -> None:
    await service.send(reading(95.6))
    answers = []
    for n in range(1, 5):
        await set_clock(service, NOW + timedelta(hours=n))
        answers.append(await confirm(service, GA))
    await service.send(reading(95.8, NOW + timedelta(hours=4)))
    after = await confirm(service, GA)
    assert [verdicts(a)[0][1] for a in answers] == ["accepted", "accepted", "accepted", "number_wanted"]
    assert verdicts(after)[0][0] == "accepted"


async def test_a_number_is_asked_for_after_a_day_of_no_change(service: Served) -> None:
    await service.send(reading(95.6))
    await set_clock(service, NOW + timedelta(hours=24))
    assert verdicts(await confirm(service, GA)) == [("refused", "number_wanted")]


async def test_a_queried_figure_confirmed_to_be_right_scores(service: Served) -> None:
    await service.send(reading(98.6))
    await set_clock(service, NOW + timedelta(minutes=5))
    queried = await service.send(reading(70, NOW + timedelta(minutes=5)))
    await set_clock(service, NOW + timedelta(minutes=6))
    answer = await confirm(service, GA)
    figure = await held(service)
    assert verdicts(queried) == [("queried", "implausible_jump")]
    assert verdicts(answer)[0][0] == "accepted"
    assert (figure["scores"]["value"], figure["doubt"]) == ("70", None)


async def test_a_metric_named_twice_is_confirmed_once(service: Served) -> None:
    await service.send(reading(95.6))
    await set_clock(service, NOW + timedelta(minutes=6))
    answer = await confirm(service, GA, GA)
    assert (await held(service))["confirmations"] == 1
    assert [verdict for verdict, _ in verdicts(answer)] == ["accepted", "duplicate"]


async def test_no_change_repeated_under_its_key_counts_once(service: Served) -> None:
    await service.send(reading(95.6))
    await set_clock(service, NOW + timedelta(minutes=6))
    seen = (await held(service))["seq"]
    answers = [await confirm(service, GA, seen=seen, **{"idempotency-key": "n"}) for _ in range(2)]
    assert [a.status_code for a in answers] == [200, 200]
    assert (await held(service))["confirmations"] == 1


async def test_another_s_unit_cannot_be_confirmed_or_read(service: Served) -> None:
    mkuh = bearing(service.place.mkuh_key)
    bodies = [{"organisation": code, "metrics": [GA], "seen": 9} for code in ("RC9-BED", "NOBODY")]
    confirmed = [await service.send(body, mkuh, CONFIRM) for body in bodies]
    read = [
        await service.client.get(f"/api/v1/organisations/{code}/readings", headers=mkuh)
        for code in ("RC9-BED", "NOBODY")
    ]
    assert {(a.status_code, a.json()["code"]) for a in confirmed + read} == {(404, "unknown_organisation")}


async def test_a_room_lead_records_by_phone_for_any_unit(service: Served) -> None:
    browser = await sign_in_as(service.owner, Role.ROOM_LEAD)
    answer = await service.send(
        reading(104, metric=MAJORS, source="Sam Ray, site manager, 03:06"), browser.headers
    )
    figure = await held(service, MAJORS)
    feed = await service.send(reading(105, NOW + timedelta(minutes=1), MAJORS))
    assert (answer.status_code, figure["source"]) == (200, "by phone from Sam Ray, site manager, 03:06")
    assert (verdicts(feed), (await held(service, MAJORS))["source"]) == ([("accepted", "accepted")], "feed")


async def test_a_room_lead_without_the_session_s_csrf_records_nothing(service: Served) -> None:
    browser = await sign_in_as(service.owner, Role.ROOM_LEAD)
    answer = await service.send(reading(104), {"cookie": browser.headers["cookie"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_page")


async def test_a_viewer_records_nothing(service: Served) -> None:
    browser = await sign_in_as(service.owner, Role.VIEWER)
    assert (await service.send(reading(104), browser.headers)).status_code == 403
