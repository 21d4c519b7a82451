"""Every refusal is a problem that says what to do, and no junk is ever our mistake."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.access.actions import Role
from app.api.decisions import UndecidedRoute, require_decisions
from app.api.shell import make_shell
from app.api.static import add_board
from app.settings import Settings
from tests.people import bearer

JSON = {"content-type": "application/json"}
MEBIBYTE = 1024 * 1024
SETTINGS = Settings(dsn="postgresql://")


@pytest.fixture
async def key(owner: asyncpg.Connection) -> dict[str, str]:
    return await bearer(owner, Role.PROVIDER, unit="RD8-MKH") | JSON


def refused(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    assert body["type"] == f"urn:surgeline:problem:{body['code']}"
    return answer.status_code, body["code"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1,]", b"\xff\xfe", b"[" * 100_000, b'"' + b"\xed\xa0\x80" + b'"']
)
async def test_what_is_no_json_is_refused_as_such(content: bytes, outside: httpx.AsyncClient) -> None:
    answer = await outside.post("/api/v1/session", content=content, headers=JSON)
    assert refused(answer) in {(400, "bad_json"), (422, "invalid")}


async def test_a_refused_field_is_named_with_its_reason(
    client: httpx.AsyncClient, key: dict[str, str]
) -> None:
    answer = await client.post("/api/v1/readings", json=[{"organisation": "x" * 21}], headers=key)
    assert refused(answer) == (422, "invalid")
    assert answer.json()["errors"] == [
        {"field": "0.organisation", "reason": "String should have at most 20 characters"},
        {"field": "0.value", "reason": "Field required"},
    ]


@pytest.mark.parametrize("content_type", ["text/csv", "application/x-www-form-urlencoded", "json", ""])
async def test_another_content_type_is_refused(content_type: str, outside: httpx.AsyncClient) -> None:
    headers = JSON | {"content-type": content_type}
    answer = await outside.post("/api/v1/session", content=b"[]", headers=headers)
    assert refused(answer) == (415, "not_json")


async def test_a_body_declared_too_large_is_refused_unread(outside: httpx.AsyncClient) -> None:
    answer = await outside.post("/api/v1/session", content=b" " * (MEBIBYTE + 1), headers=JSON)
    assert refused(answer) == (413, "too_large")


async def test_a_body_that_turns_out_too_large_is_refused_while_it_is_read(
    outside: httpx.AsyncClient,
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MEBIBYTE // 65536 + 1):
            yield b" " * 65536

    answer = await outside.post("/api/v1/session", content=pieces(), headers=JSON)
    assert refused(answer) == (413, "too_large")


async def test_an_unknown_path_names_what_there_is(outside: httpx.AsyncClient) -> None:
    answer = await outside.get("/api/v1/beds")
    assert refused(answer) == (404, "no_such_route")
    assert "/api/v1/readings" in answer.json()["detail"]


async def test_another_method_names_all_that_the_path_takes(outside: httpx.AsyncClient) -> None:
    answer = await outside.put("/api/v1/session", json={})
    assert refused(answer) == (405, "no_such_method")
    assert answer.headers["allow"] == "DELETE, GET, POST"


async def test_our_own_mistake_shows_nothing_of_the_inside() -> None:
    answer = await asked_of_a_route_that_raises(ZeroDivisionError("the secret of the inside"))
    assert refused(answer) == (500, "our_mistake")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_an_unreachable_database_asks_to_try_again() -> None:
    answer = await asked_of_a_route_that_raises(ConnectionRefusedError("the address of the inside"))
    assert refused(answer) == (503, "database_unavailable")
    assert answer.headers["retry-after"] == "1"
    assert "inside" not in answer.text


async def asked_of_a_route_that_raises(error: Exception) -> httpx.Response:
    app = make_shell(SETTINGS)

    @app.get("/api/v1/broken")
    async def broken() -> None:
        raise error

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
        return await client.get("/api/v1/broken")


async def test_anothers_system_and_an_unknown_one_get_the_same_answer(
    client: httpx.AsyncClient, key: dict[str, str]
) -> None:
    answers = [await client.get(f"/api/v1/systems/{code}/board", headers=key) for code in ("QK1", "QXX")]
    assert [refused(answer) for answer in answers] == [(404, "unknown_system")] * 2
    assert answers[0].text == answers[1].text.replace("QXX", "QK1")


async def test_anothers_unit_and_an_unknown_one_get_the_same_answer(
    client: httpx.AsyncClient, key: dict[str, str]
) -> None:
    units = ("RC9-BED", "NO-SUCH", "*")
    answers = [await client.get(f"/api/v1/organisations/{unit}/readings", headers=key) for unit in units]
    assert [refused(answer) for answer in answers] == [(404, "unknown_organisation")] * 3


async def test_a_strange_path_is_answered_calmly(client: httpx.AsyncClient, key: dict[str, str]) -> None:
    for path in (
        "/%00",
        "/api/v1/systems/%00/board",
        "/api/v1/systems/%FF%FE/board",
        "/api/v1/organisations/%00/readings",
        "/" + "a" * 5000,
        "/..%2f..%2fetc/passwd",
    ):
        assert (await client.get(path, headers=key)).status_code in {200, 404}


async def test_answers_carry_the_headers_that_guard_a_browser(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/api/v1/session")).headers
    assert headers["cache-control"] == "no-store"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_the_board_is_served_wherever_its_own_pages_are(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>Board</title>")
    (tmp_path / "assets" / "board-1a2b.js").write_text("1")
    app = make_shell(SETTINGS)
    add_board(app, tmp_path)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b") as client:
        pages = [await client.get(path) for path in ("/", "/systems/QHG", "/organisations/RD8-MKH/")]
        asset = await client.get("/assets/board-1a2b.js")
        gone = await client.get("/assets/board-0000.js")
    assert [(page.status_code, page.text, page.headers["cache-control"]) for page in pages] == [
        (200, "<title>Board</title>", "no-cache")
    ] * 3
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert refused(gone) == (404, "no_such_route")


async def test_a_checkout_without_a_built_board_says_how_to_build_it(tmp_path: Path) -> None:
    app = make_shell(SETTINGS)
    add_board(app, tmp_path)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b") as client:
        assert refused(await client.get("/")) == (404, "board_not_built")
        assert refused(await client.get("/api/v1/nothing")) == (404, "no_such_route")


def test_an_application_with_an_undecided_route_does_not_start() -> None:
    app = FastAPI()

    @app.get("/open")
    async def undecided() -> None: ...

    @app.websocket("/live")
    async def watched() -> None: ...

    with pytest.raises(UndecidedRoute, match=r"GET /open, WS /live"):
        require_decisions(app)


async def test_the_description_of_the_api_carries_each_decision(outside: httpx.AsyncClient) -> None:
    document = (await outside.get("/api/v1/openapi.json")).json()
    assert document["paths"]["/api/v1/readings"]["post"]["x-access"] == {
        "who": "allowed",
        "actions": ["post_readings", "record_by_phone"],
        "roles": ["director", "room_lead", "provider", "simulator"],
        "on": "anywhere",
    }
    assert "422" not in json.dumps(document)
