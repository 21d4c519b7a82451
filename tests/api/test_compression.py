"""What travels gzipped, what never does, and that the headers say so. In process, and over real sockets."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import Headers
from websockets.asyncio.client import connect

from app.access.actions import Role
from app.api.compress import WITH_SECRETS, takes_gzip
from app.api.shell import make_shell
from app.api.static import add_board
from app.embedded import Cluster
from app.main import create_app
from app.messages.board import Snapshot
from app.settings import Settings
from tests.boards import cookie_of, signed_in
from tests.people import sign_in_as
from tests.running import Filled, serving
from tests.served import database_of
from tests.serving import Served, bearing, served

BOARD, SESSION = "/api/v1/systems/QHG/board", "/api/v1/session"
SETTINGS = Settings(dsn="postgresql://")
SCRIPT = "let level = 4;" * 500


class Sent(NamedTuple):
    """An answer as it travelled: its body not unpacked."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def packed(self) -> bool:
        """Whether it says that it is gzipped."""
        return "gzip" in self.headers.get_list("content-encoding")


async def asked(
    client: httpx.AsyncClient, path: str, taken: str = "gzip", headers: Mapping[str, str] | None = None
) -> Sent:
    """What a client gets that takes these encodings."""
    said = {"accept-encoding": taken, **(headers or {})}
    async with client.stream("GET", path, headers=said) as answer:
        body = b"".join([piece async for piece in answer.aiter_raw()])
    assert int(answer.headers.get("content-length", len(body))) == len(body)
    return Sent(answer.status_code, answer.headers, body)


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """A service whose clock stands still, so that two answers can be the same."""
    async with served(database) as service:
        clock = {"at": "2026-01-12T08:00:00Z", "speed": 0}
        path, headers = "/api/v1/systems/QHG/clock", bearing(service.place.key)
        assert (await service.client.put(path, json=clock, headers=headers)).status_code == 200
        yield service


@pytest.mark.parametrize(
    "path", [BOARD, "/api/v1/metrics-catalogue", "/api/v1/openapi.json", "/api/v1/organisations/RD8-MKH"]
)
async def test_a_get_travels_gzipped_to_whoever_takes_that_and_is_the_same(
    service: Served, path: str
) -> None:
    headers = (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    packed = await asked(service.client, path, "br, gzip", headers)
    plain = await asked(service.client, path, "gzip;q=0, identity", headers)
    assert (packed.status, packed.packed, plain.packed) == (200, True, False)
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) * 3 < len(plain.body)


async def test_a_packed_answer_says_that_it_depends_on_what_is_taken_and_keeps_its_other_headers(
    service: Served,
) -> None:
    headers = (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    sent = [await asked(service.client, BOARD, taken, headers) for taken in ("gzip", "identity")]
    assert [one.headers.get_list("vary") for one in sent] == [["Accept-Encoding"]] * 2
    assert {one.headers["content-type"] for one in sent} == {"application/json"}
    assert {one.headers["cache-control"] for one in sent} == {"no-store"}
    assert {one.headers["x-content-type-options"] for one in sent} == {"nosniff"}


async def test_each_audience_gets_its_own_board_packed_or_not(service: Served) -> None:
    lead, site = [await sign_in_as(service.owner, role) for role in (Role.ROOM_LEAD, Role.PROVIDER)]
    both = await asyncio.gather(
        *(asked(service.client, BOARD, headers=who.headers) for who in (lead, lead, lead, site, site, site))
    )
    said = [Snapshot.model_validate_json(gzip.decompress(sent.body)).disclosure for sent in both]
    assert said == ["all"] * 3 + ["level"] * 3


async def test_boards_that_ask_at_once_are_answered_from_one_packing(service: Served) -> None:
    snapshots = service.app.state.services.snapshots
    many = await asyncio.gather(*(snapshots.of("QHG", "all", gzipped=True) for _ in range(20)))
    assert len({id(body) for body in many}) == 1
    assert snapshots.making == {}


async def test_answers_that_carry_the_csrf_token_are_never_packed(service: Served) -> None:
    browser = await sign_in_as(service.owner, Role.ROOM_LEAD)
    await service.owner.execute("UPDATE principal SET name = repeat('A name ', 400)")
    sent = await asked(service.client, SESSION, headers=browser.headers)
    assert (sent.status, sent.packed) == (200, False)
    assert len(sent.body) > 2_000


def test_every_answer_that_describes_a_csrf_token_is_among_those_never_packed() -> None:
    document = create_app(SETTINGS).openapi()
    secret = {name for name, shape in document["components"]["schemas"].items() if "csrf" in str(shape)}
    carrying = {
        path
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if any(f"/{name}'" in str(operation.get("responses")) for name in secret)
    }
    assert carrying == {SESSION}
    assert SESSION.startswith(WITH_SECRETS)


async def test_what_is_posted_is_answered_as_it_is(service: Served) -> None:
    readings = [{"organisation": "RD8-MKH", "metric": f"no.such_{n}"} for n in range(100)]
    answer = await service.send(readings)
    assert len(answer.content) > 2_000
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("gzip", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("GZIP", True),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip; q=0.0", False),
        ("gzip;q=much", False),
        ("identity", False),
        ("not-gzip", False),
        ("", False),
    ],
)
def test_what_a_client_takes_is_what_it_says(said: str, taken: bool) -> None:  # noqa: FBT001 - a table
    assert takes_gzip(Headers({"accept-encoding": said})) is taken


@asynccontextmanager
async def board_in(folder: Path) -> AsyncIterator[FastAPI]:
    """An application that serves a built board."""
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<title>Board</title>")
    (folder / "assets" / "board-1a2b.js").write_text(SCRIPT)
    app = make_shell(SETTINGS)
    add_board(app, folder)
    yield app


@pytest.fixture(params=["in process", "over a socket"])
async def files(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a built board's files."""
    async with board_in(tmp_path) as app:
        if request.param == "in process":
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://board.local") as client:
                yield client
            return
        async with listening(app) as url, httpx.AsyncClient(base_url=url) as client:
            yield client


@asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[str]:
    """The application behind a real server."""
    config = uvicorn.Config(app, port=0, lifespan="off", log_level="warning", ws="none", http="httptools")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


ASSET = "/assets/board-1a2b.js"


async def test_the_boards_files_travel_gzipped_and_are_kept_for_ever(files: httpx.AsyncClient) -> None:
    packed, plain = await asked(files, ASSET), await asked(files, ASSET, "identity")
    assert (packed.status, packed.packed, plain.packed) == (200, True, False)
    assert gzip.decompress(packed.body) == plain.body == SCRIPT.encode()
    for sent in (packed, plain):
        assert sent.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert sent.headers.get_list("vary") == ["Accept-Encoding"]
        assert sent.headers["content-type"].startswith("text/javascript")


async def test_a_file_that_is_held_already_is_not_sent_again(files: httpx.AsyncClient) -> None:
    for taken in ("gzip", "identity"):
        etag = (await asked(files, ASSET, taken)).headers["etag"]
        again = await asked(files, ASSET, taken, {"if-none-match": etag})
        assert (again.status, again.headers["etag"], again.body) == (304, etag, b"")
        assert etag.startswith("W/") == (taken == "gzip")


async def test_the_head_of_a_file_is_that_of_its_get(files: httpx.AsyncClient) -> None:
    got = await asked(files, ASSET)
    head = await files.head(ASSET, headers={"accept-encoding": "gzip"})
    same = ("content-length", "content-encoding", "etag", "vary", "content-type")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]
    assert head.content == b""


async def test_a_part_of_a_file_is_a_part_of_it_as_it_is(files: httpx.AsyncClient) -> None:
    part = await asked(files, ASSET, headers={"range": "bytes=4-8"})
    assert (part.status, part.packed, part.body) == (206, False, b"level")


async def test_a_small_file_travels_as_it_is(files: httpx.AsyncClient) -> None:
    page = await asked(files, "/systems/QHG")
    assert (page.status, page.packed, page.body) == (200, False, b"<title>Board</title>")


async def test_a_file_that_changed_is_packed_anew(tmp_path: Path) -> None:
    async with (
        board_in(tmp_path) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://b") as client,
    ):
        await asked(client, ASSET)
        (tmp_path / "assets" / "board-1a2b.js").write_text(SCRIPT * 2)
        assert gzip.decompress((await asked(client, ASSET)).body) == SCRIPT.encode() * 2


@pytest.fixture(scope="module")
def made(cluster: Cluster, template: str) -> Iterator[Filled]:
    with database_of(cluster, template, "compression") as made:
        yield made


@pytest.fixture(scope="module")
def url(made: Filled) -> Iterator[str]:
    with serving(made.dsn) as service:
        yield service.url


async def test_a_real_process_packs_the_board_and_neither_the_session_nor_the_socket(url: str) -> None:
    async with signed_in(url) as client:
        board, session = await asked(client, BOARD), await asked(client, SESSION)
        assert (board.packed, session.packed) == (True, False)
        assert Snapshot.model_validate_json(gzip.decompress(board.body)).stream == "QHG"
        address = f"{url.replace('http', 'ws', 1)}/api/v1/systems/QHG/live?after=0"
        headers: dict[str, Any] = {"Cookie": cookie_of(client), "Origin": url}
        async with connect(address, additional_headers=headers, compression="deflate") as opened:
            assert opened.response is not None
            assert opened.response.headers.get("Sec-WebSocket-Extensions") is None
