"""Signing in and out over HTTP."""

import json
from datetime import UTC, datetime

import asyncpg
import httpx
import pytest

from app.access.actions import Role
from app.access.enrol import Person, Wanted, add_user, close_user, grant_role
from tests.people import Browser, bearer, sign_in_as

EMAIL, PASSWORD = "lead@example.org", "correct horse battery"
GIVEN = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture
async def lead(owner: asyncpg.Connection) -> None:
    person = Person(EMAIL, "Ada Lead", PASSWORD)
    await add_user(owner, person, Wanted("QHG", ("*",), Role.ROOM_LEAD), datetime.now(UTC))


async def signed_in(client: httpx.AsyncClient, **headers: str) -> httpx.Response:
    return await client.post("/api/v1/session", json=GIVEN, headers=headers)


@pytest.mark.usefixtures("lead")
async def test_signing_in_tells_who_one_is_and_sets_a_guarded_cookie(client: httpx.AsyncClient) -> None:
    answer = await signed_in(client)
    body = answer.json()
    assert answer.status_code == 200
    assert body.pop("csrf")
    assert body.pop("id").startswith("user:")
    assert body == {
        "name": "Ada Lead",
        "streams": [
            {"code": "QHG", "name": "System QHG", "mode": "simulated", "role": "room_lead", "units": []}
        ],
    }
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


@pytest.mark.usefixtures("lead")
async def test_the_cookie_is_secure_where_the_request_was(client: httpx.AsyncClient) -> None:
    client.base_url = httpx.URL("https://board.local")
    assert "Secure" in (await signed_in(client)).headers["set-cookie"]


@pytest.mark.usefixtures("lead")
async def test_a_page_loaded_anew_finds_its_session(client: httpx.AsyncClient) -> None:
    first = await signed_in(client)
    again = await client.get("/api/v1/session")
    assert again.json() == first.json()
    assert again.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("lead")
async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: httpx.AsyncClient) -> None:
    wrong = await client.post("/api/v1/session", json=GIVEN | {"password": "not this one"})
    unknown = await client.post("/api/v1/session", json=GIVEN | {"email": "nobody@example.org"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "sign_in_failed")
    assert wrong.json() == unknown.json()
    assert "set-cookie" not in wrong.headers


@pytest.mark.usefixtures("lead")
async def test_guessing_is_slowed_down_and_said_for_how_long(client: httpx.AsyncClient) -> None:
    wrong = GIVEN | {"password": "a guess at it"}
    answers = [await client.post("/api/v1/session", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers[:5]] == [401] * 5
    assert answers[5].status_code == 429
    assert 1 <= int(answers[5].headers["retry-after"]) <= 60


async def test_a_closed_account_is_signed_out_and_stays_out(
    client: httpx.AsyncClient, owner: asyncpg.Connection, lead: None
) -> None:
    assert lead is None
    await signed_in(client)
    await close_user(owner, EMAIL, datetime.now(UTC))
    assert (await client.get("/api/v1/session")).status_code == 401
    assert (await signed_in(client)).json()["code"] == "sign_in_failed"


@pytest.mark.usefixtures("lead")
async def test_a_page_of_another_site_cannot_sign_anybody_in(client: httpx.AsyncClient) -> None:
    answer = await signed_in(client, origin="https://evil.example")
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_page")
    assert (await signed_in(client, **{"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await signed_in(client, origin="http://board.local")).status_code == 200


async def test_signing_out_needs_the_csrf_token_and_ends_the_session(
    client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    browser = await sign_in_as(owner, Role.VIEWER)
    assert await sign_out(client, Browser(browser.token, "wrong")) == (403, "foreign_page")
    assert await sign_out(client, browser, origin="https://evil.example") == (403, "foreign_page")
    assert await sign_out(client, browser) == (204, None)
    assert await sign_out(client, browser) == (401, "not_signed_in")


async def sign_out(client: httpx.AsyncClient, browser: Browser, **headers: str) -> tuple[int, str | None]:
    answer = await client.delete("/api/v1/session", headers=browser.headers | headers)
    return answer.status_code, answer.json()["code"] if answer.content else None


@pytest.mark.usefixtures("lead")
async def test_signing_in_again_ends_the_browsers_earlier_session(client: httpx.AsyncClient) -> None:
    first = (await signed_in(client)).cookies["surgeline_session"]
    await signed_in(client)
    client.cookies.clear()
    answer = await client.get("/api/v1/session", headers={"cookie": f"surgeline_session={first}"})
    assert answer.status_code == 401


async def test_a_key_writes_without_a_csrf_token_and_a_browser_does_not(
    client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    key = await bearer(owner, Role.PROVIDER, unit="RD8-MKH")
    cookie = {"cookie": (await sign_in_as(owner, Role.ROOM_LEAD)).headers["cookie"]}
    assert (await client.post("/api/v1/readings", json=[], headers=key)).status_code == 200
    assert (await client.post("/api/v1/readings", json=[], headers=cookie)).status_code == 403


async def test_a_key_that_does_not_hold_is_refused_whatever_the_cookie(
    client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    browser = await sign_in_as(owner, Role.ROOM_LEAD)
    for given in ("Bearer slk_wrong", "Bearer", "Basic abc", "", "Bearer slk_" + "a" * 43):
        answer = await client.get("/api/v1/systems", headers=browser.headers | {"authorization": given})
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_the_systems_listed_are_those_one_holds_a_role_in(
    client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    key = await bearer(owner, Role.SIMULATOR, stream="QK1")
    assert (await client.get("/api/v1/systems", headers=key)).json() == [
        {"code": "QK1", "name": "System QK1", "mode": "simulated", "role": "simulator", "units": []}
    ]


async def test_a_provider_is_told_which_units_are_its_own(
    client: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    person = Person(EMAIL, "Ada Site", PASSWORD)
    units = ("RD8-MKH", "RC9-BED")
    await add_user(owner, person, Wanted("QHG", units, Role.PROVIDER), datetime.now(UTC))
    await grant_role(owner, EMAIL, Wanted("QHG", ("RD8-MKH",), Role.VIEWER))
    await grant_role(owner, EMAIL, Wanted("QK1", ("*",), Role.VIEWER))
    streams = {one["code"]: one for one in (await signed_in(client)).json()["streams"]}
    assert (streams["QHG"]["role"], streams["QHG"]["units"]) == ("viewer", ["RC9-BED", "RD8-MKH"])
    assert (streams["QK1"]["role"], streams["QK1"]["units"]) == ("viewer", [])


@pytest.mark.parametrize(
    "given",
    [
        {},
        [],
        None,
        "x",
        {"email": EMAIL},
        {"email": "no address", "password": "a secret in here"},
        {"email": "a\u0000@b", "password": "a secret in here"},
        {"email": "\ud800@b", "password": "a secret in here"},
        {"email": EMAIL, "password": "a secret in here" * 100},
        {"email": EMAIL, "password": ["a secret in here"]},
        GIVEN | {"role": "director"},
        {"email": EMAIL, "password": "a secret in here\ud800"},
    ],
)
async def test_junk_is_refused_with_its_field_and_without_the_password(
    given: object, outside: httpx.AsyncClient
) -> None:
    answer = await outside.post(
        "/api/v1/session", content=json.dumps(given), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(error["field"] and error["reason"] for error in answer.json()["errors"])
    assert "secret" not in answer.text
