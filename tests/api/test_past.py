"""What was: levels over hours, an organisation's day, and why a level changed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import httpx
import pytest

from app.access.actions import Role
from app.board.past.found import find
from app.board.past.why import Sources, why_at
from tests.people import sign_in_as
from tests.scenarios.night import NAMES, figures
from tests.serving import Served, bearing, rules, served, set_clock

MKUH, GA, HANDOVER = "RD8-MKH", NAMES["ga"], NAMES["handover"]
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)
BUSY = "38/69/101/118/7.4/44/96.1/3.2/14.8"
COUNTS = (
    "beds.ga_open",
    "beds.ga_occupied",
    "ed.in_department",
    "ed.over_12h_from_arrival",
    "ed.attendances_since_midnight",
    "ed.within_4h_since_midnight",
)
WORST = "95/48/126/190/15/62/99.4/6.5/22"


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """08:00 on the winter Monday."""
    async with served(database) as service:
        await set_clock(service, NOW)
        yield service


async def feed(service: Served, moment: datetime, values: str, unit: str = MKUH) -> None:
    """The nine figures at a moment, to which the clock moves."""
    await set_clock(service, moment)
    await send(service, moment, {NAMES[name]: value for name, value in figures(values).items()}, unit)


async def send(service: Served, observed_at: datetime, values: dict[str, Any], unit: str = MKUH) -> None:
    """Any figures."""
    answer = await service.send(
        [
            {
                "organisation": unit,
                "metric": metric,
                "value": str(value) if isinstance(value, Decimal) else value,
                "observed_at": observed_at.isoformat(),
            }
            for metric, value in values.items()
        ]
    )
    assert answer.status_code == 200, answer.text


async def asked(service: Served, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """As a viewer of the whole system unless told otherwise."""
    credential = headers or (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    return await service.client.get(f"/api/v1{path}", headers=credential)


async def got(service: Served, path: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - JSON
    answer = await asked(service, path, headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def changes(service: Served, code: str = MKUH) -> list[dict[str, Any]]:
    """The level changes of the last 24 hours, each with its why."""
    day = await got(service, f"/organisations/{code}/day")
    return [await got(service, f"/organisations/{code}/changes/{one['seq']}") for one in day["changes"]]


def spans(found: list[dict[str, Any]]) -> list[tuple[str, str, int | None]]:
    """Spans by the wall."""
    return [(span["from"][8:16], span["to"][8:16], span["level"]) for span in found]


def points(day: dict[str, Any], metric: str) -> list[tuple[str, str, str | None]]:
    """A line's points by the wall."""
    (line,) = [line for line in day["lines"] if line["metric"] == metric]
    return [(point["at"][8:16], point["until"][8:16], point["value"]) for point in line["points"]]


async def test_levels_of_every_unit_and_body_over_the_last_hours(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await feed(service, NOW + timedelta(hours=2), WORST)
    found = await got(service, "/systems/QHG/levels?hours=1")
    head = await service.owner.fetchval("SELECT seq FROM stream WHERE code = 'QHG'")
    assert (found["seq"], found["to"][:16]) == (head, "2026-01-12T10:00")
    assert spans(found["units"][MKUH]) == [("12T09:00", "12T10:00", 3), ("12T10:00", "12T10:00", 4)]
    assert spans(found["units"]["MK"]) == spans(found["units"][MKUH])
    assert found["units"]["RC9-BED"] == []


async def test_a_level_that_stood_before_the_hours_began_stands_in_them(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await set_clock(service, NOW + timedelta(hours=30))
    found = await got(service, "/systems/QHG/levels")
    assert spans(found["units"][MKUH]) == [("12T14:00", "13T14:00", 3)]


async def test_a_journal_whose_beginning_was_removed_tells_the_rest(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await feed(service, NOW + timedelta(hours=30), WORST)
    await service.owner.execute("DELETE FROM journal WHERE recorded_at < $1", NOW + timedelta(hours=1))
    found = await got(service, "/systems/QHG/levels?hours=72")
    day = await got(service, f"/organisations/{MKUH}/day?date=2026-01-12")
    assert spans(found["units"][MKUH]) == [("13T14:00", "13T14:00", 4)]
    assert (day["levels"], len(points(day, HANDOVER))) == ([], 1)


async def test_a_provider_sees_everybody_s_levels_and_only_its_own_day(service: Served) -> None:
    await feed(service, NOW, BUSY)
    own = bearing(service.place.mkuh_key)
    levels = await got(service, "/systems/QHG/levels", own)
    day = await got(service, f"/organisations/{MKUH}/day", own)
    other = await asked(service, "/organisations/RC9-BED/day", own)
    seq = day["changes"][0]["seq"]
    why = await asked(service, f"/organisations/MK/changes/{seq}", own)
    assert (day["organisation"], spans(levels["units"]["MK"])) == (MKUH, [("12T08:00", "12T08:00", 3)])
    assert {(a.status_code, a.json()["code"]) for a in (other, why)} == {(404, "unknown_organisation")}


async def test_the_last_day_has_a_line_for_each_parameter_then_for_what_else_arrived(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await send(service, NOW, {"ed.in_department": 71, "ed.treated_since_midnight": 40})
    await set_clock(service, NOW + timedelta(hours=1))
    day = await got(service, f"/organisations/{MKUH}/day")
    pack = service.app.state.services.rules.packs[day["pack"], day["pack_version"]]
    scored = [(p.metric, p.id) for p in pack.parameters]
    others = {("ed.in_department", None), ("ed.treated_since_midnight", None)}
    lines = [(line["metric"], line["parameter"]) for line in day["lines"]]
    assert (lines[: len(scored)], set(lines[len(scored) :])) == (scored, others)
    assert points(day, HANDOVER) == [("12T08:00", "12T08:45", "38")]
    assert points(day, GA) == [("12T08:00", "12T09:00", "96.1")]
    assert (day["first_at"][:16], day["date"], day["to"][:16]) == (
        "2026-01-12T08:00",
        None,
        "2026-01-12T09:00",
    )


async def test_what_stood_when_the_day_began_is_shown_from_its_own_time(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await set_clock(service, NOW + timedelta(hours=26))
    day = await got(service, f"/organisations/{MKUH}/day")
    assert points(day, HANDOVER) == []
    assert points(day, GA) == [("12T08:00", "12T14:45", "96.1")]
    assert spans(day["levels"]) == [("12T10:00", "13T10:00", 3)]


async def test_a_queried_figure_is_marked_and_does_not_end_the_one_before(service: Served) -> None:
    await send(service, NOW, {GA: "96.4"})
    await set_clock(service, NOW + timedelta(minutes=10))
    await send(service, NOW + timedelta(minutes=10), {GA: "9.64"})
    day = await got(service, f"/organisations/{MKUH}/day")
    line = next(line for line in day["lines"] if line["metric"] == GA)
    assert points(day, GA) == [("12T08:00", "12T08:10", "96.4"), ("12T08:10", "12T08:10", "9.64")]
    assert [point["queried"] for point in line["points"]] == [False, True]


async def test_a_percentage_made_from_counts_gives_way_to_one_that_was_sent(service: Served) -> None:
    await send(service, NOW, {"beds.ga_open": 400, "beds.ga_occupied": 389})
    made = await got(service, f"/organisations/{MKUH}/day")
    await send(service, NOW, {GA: "96.1"})
    sent = await got(service, f"/organisations/{MKUH}/day")
    assert (points(made, GA)[0][2], points(sent, GA)[0][2]) == ("97.25", "96.1")


@pytest.mark.parametrize(
    ("day", "from_", "to"),
    [
        ("2026-03-29", "2026-03-29T00:00", "2026-03-29T23:00"),
        ("2026-10-25", "2026-10-24T23:00", "2026-10-26T00:00"),
        ("2026-11-01", "2026-11-01T00:00", "2026-11-01T09:30"),
    ],
)
async def test_a_local_day_is_as_long_as_it_was(service: Served, day: str, from_: str, to: str) -> None:
    await set_clock(service, datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
    found = await got(service, f"/organisations/{MKUH}/day?date={day}")
    assert (found["from"][:16], found["to"][:16], found["date"]) == (from_, to, day)


async def test_a_day_on_which_nothing_arrived_has_lines_without_points(service: Served) -> None:
    found = await got(service, f"/organisations/{MKUH}/day?date=2026-01-05")
    assert {len(line["points"]) for line in found["lines"]} == {0}
    assert (found["levels"], found["changes"], found["first_at"]) == ([], [], None)


@pytest.mark.parametrize("day", ["2026-01-13", "9999-12-31", "1999-12-31", "0001-01-01"])
async def test_a_day_that_cannot_be_shown_is_refused_with_what_to_do(service: Served, day: str) -> None:
    answer = await asked(service, f"/organisations/{MKUH}/day?date={day}")
    assert (answer.status_code, answer.json()["code"]) == (422, "day_out_of_reach")
    assert "Ask for" in answer.json()["detail"]


async def test_what_fell_due_while_nobody_looked_is_told_of_its_own_day(service: Served) -> None:
    await feed(service, NOW, WORST)
    await feed(service, NOW + timedelta(minutes=15), BUSY)
    await set_clock(service, NOW + timedelta(hours=40))
    day = await got(service, f"/organisations/{MKUH}/day?date=2026-01-12")
    assert spans(day["levels"]) == [("12T08:00", "12T08:45", 4), ("12T08:45", "13T00:00", 3)]
    assert [(one["was"], one["now"]) for one in day["changes"]] == [(None, 4), (4, 3)]


async def test_a_body_has_levels_and_changes_and_no_lines(service: Served) -> None:
    await feed(service, NOW, BUSY)
    day = await got(service, "/organisations/MK/day")
    assert (day["lines"], spans(day["levels"])) == ([], [("12T08:00", "12T08:00", 3)])
    assert [one["because"] for one in day["changes"]] == [[MKUH]]


async def test_why_a_level_rose_is_worked_out_again_beside_the_level_before(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await feed(service, NOW + timedelta(hours=2), WORST)
    _, why = await changes(service)
    handover = why["parameters"][0]
    assert (why["level"], why["was"], why["previous_at"][:16]) == (4, 3, "2026-01-12T08:00")
    assert why["sentence"].startswith("OPEL 4 since 10:00, was 3: 24 of 27 points (88.9 %), and above 70 %")
    assert (handover["figure"]["value"], handover["points"], handover["was"], handover["was_points"]) == (
        "95",
        "3",
        "38",
        "2",
    )


async def test_a_figure_that_came_afterwards_changes_no_why(service: Served) -> None:
    await feed(service, NOW, BUSY)
    before = await changes(service)
    await send(service, NOW - timedelta(minutes=5), {HANDOVER: 90})
    await send(service, NOW, {HANDOVER: 91})
    assert (await changes(service))[:1] == before


async def test_a_body_s_why_names_its_worst_child(service: Served) -> None:
    await feed(service, NOW, BUSY)
    (why,) = await changes(service, "MK")
    assert (why["parameters"], why["because"]) == ([], [MKUH])
    assert why["sentence"].endswith("worst is Milton Keynes University Hospital, at OPEL 3.")


async def test_an_entry_that_is_no_change_of_that_unit_is_not_found(service: Served) -> None:
    await feed(service, NOW, BUSY)
    (change,) = (await got(service, "/organisations/MK/day"))["changes"]
    for seq in (0, 1, change["seq"], change["seq"] + 1000, 10**30, -1):
        answer = await asked(service, f"/organisations/{MKUH}/changes/{seq}")
        assert (seq, answer.status_code, answer.json()["code"]) == (seq, 404, "unknown_change")


async def test_a_change_whose_figures_were_removed_says_so_and_invents_nothing(service: Served) -> None:
    await feed(service, NOW, BUSY)
    await feed(service, NOW + timedelta(hours=2), WORST)
    await service.owner.execute("DELETE FROM reading WHERE observed_at < $1", NOW + timedelta(hours=1))
    first, second = await changes(service)
    assert (first["parameters"], first["because"][0]) == ([], "Handover 38 min")
    assert first["sentence"].endswith("so it cannot be worked out again.")
    assert {p["was"] for p in second["parameters"]} == {None}


async def test_rules_this_process_does_not_have_are_read_as_they_were_stored(service: Served) -> None:
    await feed(service, NOW, BUSY)
    (told,) = await changes(service)
    services = service.app.state.services
    bare = rules()._replace(packs={}, catalogue=rules().catalogue._replace(sha="another release's"))
    found = await find(services.database.reader, services.snapshots, ["QHG"], MKUH)
    assert found is not None
    sources = Sources(services.database.reader, services.snapshots, bare, services.replays)
    again = await why_at(sources, found, told["seq"])
    assert again.model_dump(mode="json") == told


async def test_however_many_ask_why_at_once_the_board_is_still_to_be_had(service: Served) -> None:
    await feed(service, NOW, BUSY)
    (told,) = await changes(service)
    headers = (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    path = f"/organisations/{MKUH}/changes/{told['seq']}"
    replays = service.app.state.services.replays  # held: one is being worked out all the while
    async with asyncio.timeout(20), asyncio.TaskGroup() as group, replays:
        asking = [group.create_task(got(service, path, headers)) for _ in range(30)]
        await got(service, "/systems/QHG/board", headers)
        assert not any(task.done() for task in asking)
    assert [task.result() for task in asking] == [told] * 30


async def test_every_change_of_some_odd_days_finds_its_assessment(service: Served) -> None:
    random = Random(11)
    now = NOW
    for _ in range(60):
        now += timedelta(minutes=random.choice([5, 15, 15, 60, 240, 900]))
        await set_clock(service, now)
        metrics = random.sample([*NAMES.values(), *COUNTS], 7)
        values = {metric: random.choice(["unknown", *range(0, 100, 7)]) for metric in metrics}
        observed = now - timedelta(minutes=random.choice([0, 0, 0, 30, 3000]))
        await send(service, observed, values)
    rows = await service.owner.fetch("SELECT seq FROM journal WHERE kind = 'level' AND unit = $1", MKUH)
    found = [await got(service, f"/organisations/{MKUH}/changes/{row['seq']}") for row in rows]
    assert len(found) > 5
    assert [why["seq"] for why in found if not why["parameters"]] == []
    assert all(sum(Decimal(p["points"]) for p in why["parameters"]) == Decimal(why["score"]) for why in found)
