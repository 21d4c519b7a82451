"""What is wrong with readings is said plainly, costs no other reading, and is kept for its sender."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.serving import Served, bearing, served

MKUH, GA, MAJORS = "RD8-MKH", "beds.ga_occupancy_pct", "ed.majors_resus_occupancy_pct"
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "organisation": MKUH,
    "metric": GA,
    "value": 95.6,
    "observed_at": "2026-01-12T08:00:00Z",
}


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """08:00 on the winter Monday."""
    async with served(database) as service:
        clock = {"at": NOW.isoformat(), "speed": 0}
        headers = bearing(service.place.key)
        answer = await service.client.put("/api/v1/systems/QHG/clock", json=clock, headers=headers)
        assert answer.status_code == 200, answer.text
        yield service


BAD: list[tuple[dict[str, Any], str, str, str | None]] = [
    ({"organisation": "RX1"}, "not_yours", "organisation", None),
    ({"organisation": "RC9-BED"}, "not_yours", "organisation", None),
    ({"metric": "beds.none"}, "unknown_metric", "metric", None),
    ({"unit": "beds"}, "wrong_unit", "unit", "beds"),
    ({"observed_at": "2026-01-12T08:00:00"}, "no_time_zone", "observed_at", None),
    ({"observed_at": "yesterday"}, "bad_time", "observed_at", "yesterday"),
    ({"observed_at": 1768204800}, "bad_time", "observed_at", "1768204800"),
    ({"observed_at": "2026-01-12T08:05:01Z"}, "ahead_of_clock", "observed_at", "2026-01-12T08:05:01+00:00"),
    ({"observed_at": "2025-12-08T07:59:59Z"}, "too_old", "observed_at", "2025-12-08T07:59:59+00:00"),
    ({"value": -9999}, "dummy_value", "value", "-9999"),
    ({"value": 0.956}, "looks_like_fraction", "value", "0.956"),
    ({"value": 956}, "impossible_value", "value", "956"),
    ({"value": "96,4"}, "not_a_number", "value", "96,4"),
    ({"value": None}, "not_a_number", "value", None),
    ({"value": True}, "not_a_number", "value", "True"),
    ({"value": "Infinity"}, "not_a_number", "value", "Infinity"),
    ({"value": 1e300}, "not_a_number", "value", "1e+300"),
    ({"value": {"of": 3}}, "not_a_number", "value", None),
    ({"organisation": "x" * 65}, "bad_field", "organisation", None),
    ({"source": ""}, "bad_field", "source", None),
    ({"note": "hello"}, "unknown_field", "note", "hello"),
]


async def test_each_bad_reading_is_refused_by_name_and_kept_for_its_sender(service: Served) -> None:
    mkuh = bearing(service.place.mkuh_key)
    answer = await service.send([{**GOOD, **change} for change, _, _, _ in BAD], mkuh)
    body = answer.json()
    refused = (await service.client.get("/api/v1/readings/refused", headers=mkuh)).json()
    assert (answer.status_code, body["refused"]) == (422, len(BAD))
    assert [(v["verdict"], v["code"]) for v in body["verdicts"]] == [
        ("refused", code) for _, code, _, _ in BAD
    ]
    assert {v["message"][-1] for v in body["verdicts"]} <= {".", '"'}
    assert sorted((one["code"], one["field"], str(one["raw"])) for one in refused) == sorted(
        (code, field, str(raw)) for _, code, field, raw in BAD
    )
    assert await service.owner.fetchval("SELECT count(*) FROM reading") == 0


async def test_another_s_unit_and_an_unknown_one_are_not_told_apart(service: Served) -> None:
    readings = [GOOD | {"organisation": code} for code in ("RC9-BED", "NOBODY")]
    verdicts = (await service.send(readings, bearing(service.place.mkuh_key))).json()["verdicts"]
    assert {(v["code"], v["message"].replace(v["organisation"], "…")) for v in verdicts} == {
        (
            "not_yours",
            "… is not an organisation this key may write for. Check the code, or ask the coordination centre.",
        )
    }


async def test_a_unit_nobody_has_is_refused_even_for_one_who_may_write_all(service: Served) -> None:
    answer = await service.send([GOOD | {"organisation": "NOBODY"}, GOOD | {"organisation": "MK"}])
    assert answer.status_code == 422
    assert [v["code"] for v in answer.json()["verdicts"]] == ["not_reporting", "not_reporting"]


async def test_what_is_missing_is_named(service: Served) -> None:
    bodies = [{k: v for k, v in GOOD.items() if k != field} for field in GOOD]
    verdicts = (await service.send(bodies)).json()["verdicts"]
    assert [v["message"] for v in verdicts] == [f"{field} is missing." for field in GOOD]


async def test_good_readings_are_kept_when_others_are_bad(service: Served) -> None:
    answer = await service.send(
        [GOOD | {"metric": "no.such"}, GOOD, {"value": 3}, 7, GOOD | {"metric": MAJORS}]
    )
    body = answer.json()
    assert (answer.status_code, body["refused"], body["counts"]["accepted"]) == (200, 3, 2)
    assert [v["index"] for v in body["verdicts"]] == [0, 1, 2, 3, 4]
    assert await service.owner.fetchval("SELECT count(*) FROM reading") == 2


async def test_a_quarantine_is_seen_by_its_sender_and_the_room_only(service: Served) -> None:
    await service.send(GOOD | {"value": -9999})
    of_mkuh = await service.client.get("/api/v1/readings/refused", headers=bearing(service.place.mkuh_key))
    own = await service.client.get("/api/v1/readings/refused", headers=bearing(service.place.key))
    assert (of_mkuh.json(), len(own.json())) == ([], 1)


WHOLE = [
    (b"{", 400, "bad_json"),
    (b"", 400, "bad_json"),
    (b"[]", 400, "no_readings"),
    (b'"hello"', 400, "not_readings"),
    (b"null", 400, "not_readings"),
    (b"\xff\xfe", 400, "bad_json"),
    (b'[{"value": NaN}]', 400, "bad_json"),
    (b'{"organisation": "\\ud800"}', 400, "bad_json"),
    (b"[" * 100_000, 400, "bad_json"),
    (b"[" + b",".join([b"{}"] * 10_000) + b"]", 413, "too_many_readings"),
    (b" " * (1024 * 1024 + 1), 413, "too_large"),
]


async def test_a_body_that_cannot_be_read_is_a_problem(service: Served) -> None:
    answers = [await service.send(body) for body, _, _ in WHOLE]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [
        (status, code) for _, status, code in WHOLE
    ]
    assert {a.headers["content-type"] for a in answers} == {"application/problem+json"}
    assert await service.owner.fetchval("SELECT count(*) FROM reading") == 0


CALLERS = [
    ({"authorization": "Bearer slk_nobody"}, 401, "not_signed_in"),
    ({}, 401, "not_signed_in"),
    ({"authorization": "Basic YTpi"}, 401, "not_signed_in"),
    ({"content-type": "text/csv"}, 415, "not_json"),
    ({"content-type": ""}, 415, "not_json"),
]


async def test_a_wrong_key_and_a_wrong_content_type_are_problems(service: Served) -> None:
    answers = [await service.send(GOOD, headers) for headers, _, _ in CALLERS]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [
        (status, code) for _, status, code in CALLERS
    ]


async def test_ten_thousand_readings_at_once_are_refused_whole(service: Served) -> None:
    answer = await service.send([GOOD] * 10_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_thousand_readings_are_taken_at_once(service: Served) -> None:
    minutes = [NOW - timedelta(minutes=n) for n in range(1000)]
    many = [GOOD | {"value": 90 + n % 9, "observed_at": at.isoformat()} for n, at in enumerate(minutes)]
    answer = await service.send(many)
    assert (answer.status_code, answer.json()["refused"]) == (200, 0)
    assert await service.owner.fetchval("SELECT count(*) FROM reading") == 1000
