"""Every operation of the OpenAPI document, called with what its description allows and what it does not."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.serving import Served, bearing, served

EXAMPLES = 8
QUIET = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    async with served(database) as service:
        yield service


def requests_of(app: FastAPI, mode: GenerationMode) -> list[dict[str, Any]]:
    """Requests for every operation, as `httpx` takes them, half of them about what is there."""
    found: list[dict[str, Any]] = []
    for result in schemathesis.openapi.from_dict(app.openapi()).get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]  # our own document is a valid one
        if mode is GenerationMode.NEGATIVE and not describes_json(operation.definition.raw):
            continue

        @QUIET
        @given(operation.as_strategy(generation_mode=mode))
        def collect(case: schemathesis.Case[Any]) -> None:
            if "code" in case.path_parameters and len(found) % 2:
                case.path_parameters["code"] = "QHG" if "systems" in case.path else "RD8-MKH"
            asked = case.as_transport_kwargs(base_url="http://board.local")
            asked.pop("cookies", None)
            if "data" in asked:
                asked["content"] = asked.pop("data")
            found.append(asked)

        collect()
    return found


def describes_json(operation: Mapping[str, Any]) -> bool:
    """Whether a body is described that can be got wrong; what carriers send is not described here."""
    return "application/json" in operation.get("requestBody", {}).get("content", {})


async def statuses(service: Served, asked: list[dict[str, Any]]) -> list[str]:
    """What was answered with a fault of ours; readiness may say that it is not ready."""
    wrong = []
    for request in asked:
        headers = dict(request["headers"]) | bearing(service.place.key)
        answer = await service.client.request(**{**request, "headers": headers})
        if answer.status_code >= 500 and "/health/" not in request["url"]:
            wrong.append(f"{request['method']} {request['url']} {answer.status_code} {request}")
        elif answer.status_code >= 400 and "verdicts" not in answer.text and "/live" not in request["url"]:
            assert answer.headers["content-type"] == "application/problem+json", request
    return wrong


@pytest.mark.parametrize("mode", list(GenerationMode))
async def test_nothing_that_can_be_described_makes_the_service_fail(
    service: Served, mode: GenerationMode
) -> None:
    assert await statuses(service, requests_of(service.app, mode)) == []


def bodies() -> list[object]:
    """Readings in which any field may be anything that JSON can hold."""
    found: list[object] = []
    anything = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
        max_leaves=4,
    )
    plain = {
        "organisation": st.sampled_from(["RD8-MKH", "RC9-BED", "MK", "*", "QHG"]),
        "metric": st.sampled_from(["beds.ga_occupancy_pct", "ed.in_department", "opel.declared_level"]),
        "value": st.sampled_from([95, "96.4", "unknown", 1e22, -0.0, 10**19]),
        "observed_at": st.sampled_from(
            ["2026-01-12T08:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"]
        ),
    }
    reading = st.fixed_dictionaries(
        {name: st.one_of(usual, usual, usual, anything) for name, usual in plain.items()},
        optional={"unit": anything, "source": anything, "more": anything},
    )

    @settings(QUIET, max_examples=80)
    @given(st.one_of(reading, st.lists(st.one_of(reading, anything), max_size=6), anything))
    def collect(body: object) -> None:
        found.append(body)

    collect()
    return found


async def test_no_reading_however_odd_makes_the_service_fail(service: Served) -> None:
    wrong = []
    for body in bodies():
        answer = await service.send(json.dumps(body).encode())
        if answer.status_code not in {200, 400, 413, 422}:
            wrong.append((answer.status_code, body))
    assert wrong == []
