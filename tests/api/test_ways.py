"""What would bring an organisation's level down, and what is closest to pushing it up, as the service answers it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from app.access.actions import Role
from tests.people import sign_in_as
from tests.scenarios.night import NAMES, figures
from tests.serving import Served, bearing, served, set_clock

MKUH = "RD8-MKH"
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)
BUSY = "38/66/112/126/7.4/52/97.4/3.1/14.2"  # 15 of 27: OPEL 3
CALM = "12/85/70/50/1/20/88/0/8"


@pytest.fixture
async def service(database: str) -> AsyncIterator[Served]:
    """08:00 on the winter Monday."""
    async with served(database) as service:
        await set_clock(service, NOW)
        yield service


async def feed(service: Served, moment: datetime, values: dict[str, Any], unit: str = MKUH) -> None:
    """Figures by metric at a moment, to which the clock moves."""
    await set_clock(service, moment)
    readings = [
        {"organisation": unit, "metric": metric, "value": str(value), "observed_at": moment.isoformat()}
        for metric, value in values.items()
    ]
    answer = await service.send(readings)
    assert answer.status_code == 200, answer.text


async def nine(service: Served, moment: datetime, values: str, **instead: str) -> None:
    """The nine figures; some of them otherwise."""
    chosen = figures(values) | instead
    await feed(service, moment, {NAMES[name]: value for name, value in chosen.items()})


async def asked(service: Served, code: str = MKUH, headers: dict[str, str] | None = None) -> httpx.Response:
    credential = headers or (await sign_in_as(service.owner, Role.ROOM_LEAD)).headers
    return await service.client.get(f"/api/v1/organisations/{code}/ways", headers=credential)


async def got(service: Served, code: str = MKUH) -> Any:  # noqa: ANN401 - JSON
    answer = await asked(service, code)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_ways_down_name_what_must_move_and_by_how_much(service: Served) -> None:
    await nine(service, NOW, BUSY)
    found = await got(service)
    down = found["down"]
    assert (found["level"], found["pack"], found["provenance"]) == (3, "opel-acute-2024-26", "reconstructed")
    assert (found["as_at"], down["state"], down["level"]) == ("2026-01-12T08:00:00.000000Z", "ways", 2)
    assert (down["total"], down["exact"], len(down["ways"])) == (567, True, 5)
    assert down["ways"][0]["sentence"] == (
        "To reach OPEL 2: 4-hour to 78 % or above (now 66 %: 12 higher), "
        "treatment to 60 min or below (now 126 min: 66 min less), "
        "and referred to 50 % or below (now 52 %: 2 lower). Then OPEL 2 after 30 min."
    )
    assert down["sentence"] == "There are 567 ways to reach OPEL 2."
    assert down["shortest"]["points"] == "5"
    assert not found["children"]


async def test_counts_are_told_in_beds_and_patients(service: Served) -> None:
    values = {NAMES[name]: value for name, value in figures(BUSY).items() if name != "ga"}
    await feed(service, NOW, values | {"beds.ga_open": 500, "beds.ga_occupied": 487})
    found = await got(service)
    moves = [move for way in found["up"]["ways"] for move in way["moves"]]
    ga = next(move for move in moves if move["metric"] == NAMES["ga"])
    assert (ga["now"], ga["goal"], ga["acts"]) == (
        "97.4 %",
        "above 98 %",
        ["4 more patients", "4 beds closed"],
    )


async def test_doing_what_it_says_brings_the_level_down_after_the_hold(service: Served) -> None:
    await nine(service, NOW, BUSY)
    moves = (await got(service))["down"]["ways"][0]["moves"]
    done = {NAMES[name]: value for name, value in figures(BUSY).items()}
    done |= {move["metric"]: move["cut"] for move in moves}
    await feed(service, NOW + timedelta(minutes=15), done)
    waiting = (await got(service))["down"]
    assert (waiting["state"], waiting["sentence"]) == (
        ("moving", "Its figures are already at OPEL 2: the level falls at 08:45 if they stay so.")
    )
    await feed(service, NOW + timedelta(minutes=45), done)
    assert (await got(service))["level"] == 2


async def test_a_figure_on_its_way_to_the_cut_says_when_at_that_rate(service: Served) -> None:
    for quarter, majors in enumerate(("91", "92.5", "94")):
        await nine(service, NOW + timedelta(minutes=15 * quarter), BUSY_AT_2, majors=majors)
    up = (await got(service))["up"]
    (majors_up,) = [way for way in up["ways"] if way["moves"][0]["name"] == "majors"]
    assert (up["state"], up["level"], majors_up["minutes"]) == ("ways", 3, 60)
    assert majors_up["moves"][0]["heading"] == {
        "per_hour": "6",
        "minutes": 60,
        "words": "rising 6 an hour over the last 30 min: at that rate in about 1 h",
    }
    assert majors_up["sentence"] == (
        "OPEL 3 if majors rises above 100 % (now 94 %: 6.1 higher). "
        "At the rate of the last hours in about 1 h."
    )


BUSY_AT_2 = "21/72/94/88/4.1/38/95.6/3.1/14.2"  # 10 of 27: one point below OPEL 3


async def test_a_counter_that_began_again_at_midnight_has_no_trend_from_before(service: Served) -> None:
    for minutes in (-30, -15, 15, 30):  # about local midnight
        at = NOW + timedelta(hours=16, minutes=minutes)
        await nine(service, at, BUSY_AT_2, handover=str(20 + minutes / 30))
    ways = (await got(service))["up"]["ways"]
    headings = {move["name"]: move["heading"] for way in ways for move in way["moves"]}
    assert headings["NCTR"]["words"] == "steady over the last 1 h"
    assert headings["4-hour"]["words"] == "too few figures to say where it is heading"


async def test_a_late_figure_is_not_promised(service: Served) -> None:
    await nine(service, NOW, BUSY)
    await nine(service, NOW + timedelta(minutes=1), BUSY)
    await set_clock(service, NOW + timedelta(minutes=50))
    way = (await got(service))["down"]["ways"][0]
    assert not way["certain"]
    assert "late, so only once a fresh figure says so" in way["sentence"]


async def test_calm_and_blind_units_say_so(service: Served) -> None:
    blind = await got(service)
    await nine(service, NOW, CALM)
    calm = await got(service)
    assert (blind["level"], blind["down"]["state"], blind["up"]["state"]) == (
        None,
        "not_enough",
        "not_enough",
    )
    assert (calm["down"]["state"], calm["down"]["sentence"]) == (
        ("end", "It is at OPEL 1: there is nothing to bring down.")
    )
    assert calm["up"]["level"] == 2


async def test_at_opel_4_there_is_no_level_above(service: Served) -> None:
    await nine(service, NOW, "60/50/130/200/12/60/99/8/25")
    up = (await got(service))["up"]
    assert (up["state"], up["sentence"]) == ("end", "It is at OPEL 4: there is no level above.")


async def test_a_body_says_which_organisations_hold_it_up_down_to_the_one_to_ask(service: Served) -> None:
    values = {NAMES[name]: value for name, value in figures(BUSY).items()}
    for unit in (MKUH, "RC9-BED", "RC9-LDH"):
        await feed(service, NOW, values, unit)
    code, found = "QHG", await got(service, "QHG")
    while found["children"]:
        assert (found["level"], found["down"]["state"], found["up"]["state"]) == (3, "body", "body")
        shares = [Decimal(child["share"] or 0) for child in found["children"]]
        assert shares == sorted(shares, reverse=True)
        assert abs(sum(shares, Decimal(0)) - 100) < 1
        first = found["children"][0]
        assert (
            f"ask it of them. Its score is made of {first['name']} ({shares[0]} %)"
            in found["down"]["sentence"]
        )
        code, found = first["organisation"], await got(service, first["organisation"])
    assert (code in {MKUH, "RC9-BED", "RC9-LDH"}, found["down"]["state"]) == (True, "ways")


async def test_a_provider_sees_its_own_ways_and_no_other_s(service: Served) -> None:
    await nine(service, NOW, BUSY)
    own = bearing(service.place.mkuh_key)
    answers = [await asked(service, code, own) for code in (MKUH, "RC9-BED", "QHG", "NOBODY")]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 404]
