"""A back-test over HTTP: the levels that the command tells, progress before them, words for what cannot be asked."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import httpx
import psutil
import pytest
from starlette.types import Message
from typer.testing import CliRunner

from app.access.actions import Role
from app.backtest.child import ORPHANED
from app.backtest.order import Limits, Order
from app.backtest.process import BackTests
from app.cli import app as command
from tests.onduty import BEDFORD, BEGINS, LUTON, MKUH, Json, Room, on_duty
from tests.people import sign_in_as
from tests.serving import BUSY

EARLIER, LATER = ("opel-acute-2023-24", 1), ("opel-acute-2024-26", 1)
ADDRESS = "/api/v1/systems/QHG/back-tests"
HOURS = timedelta(hours=1)
PROCESS = [sys.executable, "-m", "app.backtest"]


@pytest.fixture
async def room(database: str) -> AsyncIterator[Room]:
    """Two hospitals send figures from 09:00 to 15:00 on 12 January; it is noon of the day after.

    Bedford's first are few and bad: a level read in percent of what is known is higher than one in points.
    """
    async with on_duty(database) as room:
        await room.service.send([figure(metric, value) for metric, value in BUSY.items()])
        await room.level(MKUH, 1, BEGINS)
        for hours, mkuh, bedford in [(2, 4, 3), (4, 3, 1), (6, 1, 4)]:
            await room.at(BEGINS + hours * HOURS)
            await room.level(MKUH, mkuh, BEGINS + hours * HOURS)
            await room.level(BEDFORD, bedford, BEGINS + hours * HOURS)
        await room.at(BEGINS + 27 * HOURS)
        yield room


@pytest.fixture
async def quiet(database: str) -> AsyncIterator[Room]:
    """Nobody has sent anything."""
    async with on_duty(database) as room:
        yield room


def figure(metric: str, value: float, at: datetime = BEGINS) -> Json:
    return {"organisation": BEDFORD, "metric": metric, "value": value, "observed_at": at.isoformat()}


def body(*versions: tuple[str, int], units: tuple[str, ...] = (), **days: str) -> Json:
    named = [{"pack": pack, "version": version} for pack, version in versions]
    return {"versions": named, "units": list(units), "from": "2026-01-12", "to": "2026-01-13"} | days


async def asked(room: Room, wanted: Json, role: Role = Role.VIEWER, unit: str = "*") -> httpx.Response:
    headers = (await sign_in_as(room.owner, role, unit=unit)).headers
    return await room.service.send(wanted, headers, ADDRESS)


async def lines(room: Room, wanted: Json) -> list[Json]:
    answer = await asked(room, wanted)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def by_command(room: Room, *more: str, to: str = "2026-01-13T12:00:00Z", **days: str) -> dict[str, Any]:
    words = ["packs", "replay", "--dsn", room.service.place.dsn, "--stream", "QHG", "--system", "blmk"]
    words += ["--from", days.get("from", "2026-01-12"), "--to", to, "--json", *more]
    for pack, version in (EARLIER, LATER):
        words += ["--pack", f"{pack}@{version}"]
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


async def test_it_tells_what_the_command_tells(room: Room) -> None:
    said = await lines(room, body(EARLIER, LATER, units=(BEDFORD, MKUH)))
    told = await asyncio.to_thread(by_command, room, "--unit", MKUH, "--unit", BEDFORD)
    result = said[-1]
    assert [line["kind"] for line in said] == ["progress"] * (len(said) - 1) + ["result"]
    assert said[-2] == {"kind": "progress", "stage": "running", "done": 4, "of": 4}
    assert (result["from"], result["to"]) == (told["from"], told["to"])
    assert [(one["id"], one["version"], one["sha"]) for one in result["versions"]] == [
        (one["pack"], one["version"], one["sha"]) for one in told["packs"]
    ]
    units = {one["unit"]: one for one in told["units"]}
    assert sorted(units) == sorted(one["code"] for one in result["units"])
    for unit in result["units"]:
        mine = units[unit["code"]]
        assert [timeline(one) for one in unit["levels"]] == [timeline_told(one) for one in mine["timelines"]]
        assert (unit["differ_seconds"], unit["differ_count"]) == (mine["differ_seconds"], len(mine["differ"]))
        stretches = {(one["from"], one["to"], *one["levels"]) for one in unit["differ"]}
        assert stretches == {(one["from"], one["to"], *one["levels"].values()) for one in mine["differ"]}
    assert any(unit["differ_count"] for unit in result["units"])
    assert result["picture"].startswith("<svg")


def timeline(one: Json) -> tuple[object, ...]:
    seconds = [one[level] for level in ("one", "two", "three", "four", "unstated")]
    spans = [(span["from"], span["to"], span["level"]) for span in one["spans"]]
    return seconds, one["changes"], one["flaps"], spans


def timeline_told(one: Json) -> tuple[object, ...]:
    seconds = [one["seconds"][level] for level in ("1", "2", "3", "4", "unknown")]
    spans = [(span["from"], span["to"], span["level"]) for span in one["spans"]]
    return seconds, one["changes"], one["flaps"], spans


async def test_the_longest_disagreement_is_first(room: Room) -> None:
    result = (await lines(room, body(EARLIER, LATER)))[-1]
    for unit in result["units"]:
        lasting = [one["seconds"] for one in unit["differ"]]
        assert lasting == sorted(lasting, reverse=True)
        assert sum(lasting) == unit["differ_seconds"]


async def test_what_came_before_counts_and_is_not_shown(room: Room) -> None:
    result = (await lines(room, body(LATER, units=(BEDFORD,), **{"from": "2026-01-13"})))[-1]
    [unit] = result["units"]
    assert [(span["from"][:16], span["level"]) for span in unit["levels"][0]["spans"]] == [
        ("2026-01-13T00:00", 4)
    ]
    assert (result["rows"], result["first_at"]) == (33, "2026-01-12T09:00:00.000000Z")


async def test_what_was_held_long_before_counts_as_the_command_counts_it(room: Room) -> None:
    await room.at(BEGINS + timedelta(days=130))
    days = {"from": "2026-05-20", "to": "2026-05-20"}
    result = (await lines(room, body(EARLIER, LATER, units=(BEDFORD,), **days)))[-1]
    told = await asyncio.to_thread(by_command, room, "--unit", BEDFORD, **days | {"to": "2026-05-21"})
    [unit], [whole] = result["units"], told["units"]
    assert [timeline(one) for one in unit["levels"]] == [timeline_told(one) for one in whole["timelines"]]
    assert (result["rows"], told["rows"]) == (9, 33)
    assert [span["level"] for one in unit["levels"] for span in one["spans"]] == [4, 4]


async def test_an_organisation_without_figures_is_named_and_a_history_without_any_is_no_error(
    room: Room,
) -> None:
    some = (await lines(room, body(LATER)))[-1]
    none = (await lines(room, body(LATER, units=(LUTON,))))[-1]
    assert [one["code"] for one in some["silent"]] == [LUTON]
    assert (none["rows"], none["units"], none["picture"]) == (0, [], None)
    assert [one["short"] for one in none["silent"]] == ["Luton"]


async def test_what_was_refused_as_it_came_is_counted(room: Room) -> None:
    await room.service.send([figure("ed.majors_resus_occupancy_pct", -3, BEGINS + 27 * HOURS)])
    await room.at(BEGINS + 28 * HOURS)
    result = (await lines(room, body(LATER, units=(BEDFORD,))))[-1]
    assert list(result["refused"].values()) == [1]


@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        (body(("opel-acute-2024-26", 9)), 404, "unknown_pack"),
        (body(LATER, ("example-community", 1)), 422, "not_comparable"),
        (body(LATER, units=("RYE@MK",)), 422, "not_tried_on"),
        (body(LATER, to="2026-01-10"), 422, "day_out_of_reach"),
        (body(), 422, "invalid"),
    ],
)
async def test_what_cannot_be_asked_is_a_problem(quiet: Room, wanted: Json, status: int, code: str) -> None:
    answer = await asked(quiet, wanted)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_provider_may_not(quiet: Room) -> None:
    answer = await asked(quiet, body(LATER, units=(MKUH,)), Role.PROVIDER, MKUH)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


async def test_a_second_caller_waits_for_the_first_and_a_third_is_turned_away(room: Room) -> None:
    tests: BackTests = room.service.app.state.services.back_tests
    tests.limits = tests.limits._replace(waiting=1)
    headers = (await sign_in_as(room.owner, Role.VIEWER)).headers
    answers = await asyncio.gather(*(room.service.send(body(LATER), headers, ADDRESS) for _ in range(3)))
    taken = [answer.text.splitlines() for answer in answers if answer.status_code == 200]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429]
    assert sorted(json.loads(lines[0])["stage"] for lines in taken) == ["reading", "waiting"]
    assert [json.loads(lines[-1])["kind"] for lines in taken] == ["result", "result"]
    assert (tests.here, tests.turn.locked()) == (0, False)


async def test_when_the_caller_goes_the_process_ends(room: Room) -> None:
    headers = (await sign_in_as(room.owner, Role.VIEWER)).headers
    wanted = json.dumps(body(LATER)).encode()
    said: asyncio.Queue[Message] = asyncio.Queue()
    said.put_nowait({"type": "http.request", "body": wanted, "more_body": False})
    named = {"host": "board.local", "content-type": "application/json", **headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": ADDRESS,
        "raw_path": ADDRESS.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            assert message["status"] == 200
            said.put_nowait({"type": "http.disconnect"})

    await room.service.app(scope, said.get, send)
    tests: BackTests = room.service.app.state.services.back_tests
    assert (tests.here, tests.turn.locked(), running()) == (0, False, [])


def running() -> list[str]:
    """Back-tests of this process that have not ended; one that is over and not yet waited for has no words."""
    words = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            words.append(" ".join(child.cmdline()))
    return [word for word in words if "app.backtest" in word]


def order(port: int) -> str:
    """Of nothing, on a database at a port of this machine."""
    wanted = Order(
        dsn=f"postgresql://nobody@127.0.0.1:{port}/none",
        stream="QHG",
        config_sha="",
        packs=(),
        units=(),
        begins=BEGINS,
        ends=BEGINS + HOURS,
        seconds=60,
        megabytes=1024,
    )
    return wanted.model_dump_json() + "\n"


def test_a_process_whose_service_is_gone_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a database that never answers
        given = order(silent.getsockname()[1])
        ended = subprocess.run(PROCESS, input=given, text=True, check=False, timeout=30)
    assert ended.returncode == ORPHANED


def test_a_process_that_has_answered_ends_by_itself() -> None:
    with subprocess.Popen(
        PROCESS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(order(1))
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        ended = process.wait(30)
        complaints = process.stderr.read()
    assert (answer["kind"], answer["code"], ended) == ("failed", "database_unavailable", 0)
    assert complaints.startswith("back-test: ")
    assert len(complaints.splitlines()) == 1


@pytest.mark.parametrize(
    ("limits", "code", "said"),
    [
        (Limits(0, 2048, 1), "too_long", "longer than 0 seconds"),
        (Limits(60, 64, 1), "ended_early", "it may take 64 MB"),
    ],
)
async def test_what_it_may_take_is_limited(quiet: Room, limits: Limits, code: str, said: str) -> None:
    tests: BackTests = quiet.service.app.state.services.back_tests
    tests.limits = limits
    last = (await lines(quiet, body(LATER)))[-1]
    assert (last["kind"], last["code"]) == ("failed", code)
    assert said in last["detail"]
