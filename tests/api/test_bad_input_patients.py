"""Whatever looks like an NHS number is refused, and no table holds it afterwards."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.serving import Served, bearing, served

MKUH, GA = "RD8-MKH", "beds.ga_occupancy_pct"
SPELLINGS = ("9434765919", "943 476 5919", "943-476-5919")
GOOD: dict[str, Any] = {"organisation": MKUH, "metric": GA, "value": 95.6}


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database, "live") as service:
        yield service


def bodies() -> list[dict[str, Any]]:
    """One in every field of a reading, in every spelling a field takes."""
    good = GOOD | {"observed_at": datetime.now(UTC).isoformat()}
    found: list[dict[str, Any]] = [good | {"value": 9434765919}]
    for number in SPELLINGS:
        found += [
            good | {field: number} for field in ("organisation", "metric", "value", "observed_at", "unit")
        ]
        found += [
            good | {"source": f"by phone, about {number}"},
            good | {"note": [number]},
            good | {number: 1},
        ]
        found += [good | {"value": {"of": number}}, good | {"organisation": f"{MKUH}:{number}"}]
    return found


async def tables_with(service: Served, number: str) -> list[str]:
    """The tables of which some row, as text, holds the digits, whatever stands between them."""
    names = await service.owner.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    found = []
    for (name,) in names:
        # Names come from the catalogue, quoted by the database itself.
        rows = f"SELECT count(*) FROM {name} t WHERE regexp_replace(t::text, '[ -]', '', 'g') LIKE $1"  # noqa: S608
        if await service.owner.fetchval(rows, f"%{number}%"):
            found.append(name)
    return found


async def test_an_nhs_number_in_any_field_is_refused_and_stored_nowhere(service: Served) -> None:
    headers = bearing(service.place.key) | {"idempotency-key": "943 476 5919"}
    alone = [
        await service.send([body], headers | {"idempotency-key": f"943 476 5919 {n}"})
        for n, body in enumerate(bodies())
    ]
    together = await service.send(bodies(), headers)
    answers = [*alone, together]
    assert {answer.status_code for answer in answers} == {422}
    assert [a.text for a in answers if "9434765919" in a.text.replace(" ", "").replace("-", "")] == []
    assert await tables_with(service, "9434765919") == []
    assert await service.owner.fetchval("SELECT count(*) FROM quarantine") == 2 * len(bodies())


async def test_an_nhs_number_cannot_be_confirmed_either(service: Served) -> None:
    for body in (
        {"organisation": MKUH, "metrics": ["943-476-5919"], "seen": 9},
        {"organisation": "9434765919", "metrics": [GA], "seen": 9},
        {"organisation": MKUH, "metrics": [GA], "seen": 9, "note": "943 476 5919"},
    ):
        answer = await service.send(body, None, "/api/v1/readings/confirm")
        assert answer.status_code == 422
        assert "5919" not in answer.text
    assert await tables_with(service, "9434765919") == []


async def test_a_telephone_number_is_no_patient(service: Served) -> None:
    now = datetime.now(UTC).isoformat()
    answer = await service.send(GOOD | {"observed_at": now, "source": "by phone from 01908 660033"})
    assert answer.status_code == 200
