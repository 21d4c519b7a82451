"""The simulator as an HTTP client, against a service that answers as it is told."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import takewhile

import httpx
import orjson
import pytest
import stamina

from app.simulator.client import Refused
from app.simulator.day import plan_days
from app.simulator.run import Simulation, run, tell_nobody

BEGIN = datetime(2026, 1, 12, 6, tzinfo=UTC)
DAY = Simulation("QHG", Decimal(60), BEGIN, seed=1, until=BEGIN + timedelta(minutes=30))
YESTERDAY = DAY._replace(until=BEGIN, yesterday=True)


class Service:
    """Remembers every post; its clock stands at the end of the day, so that nothing has to be waited for."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, str]] = []
        self.clocks: list[dict[str, object]] = []
        self.post_answers: list[int] = []
        self.lived_to: datetime | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        match request.method:
            case "PUT":
                return self.set_clock(orjson.loads(request.content))
            case "GET":
                now = self.lived_to or BEGIN + timedelta(days=1)
                return httpx.Response(200, json={"mode": "simulated", "now": now.isoformat(), "speed": "60"})
            case _:
                return self.take(request)

    def set_clock(self, wanted: dict[str, object]) -> httpx.Response:
        self.clocks.append(wanted)
        at = wanted.get("at")
        if self.lived_to is not None and at is not None and datetime.fromisoformat(str(at)) < self.lived_to:
            return httpx.Response(
                409, json={"code": "clock_behind", "detail": "the stream has lived further"}
            )
        return httpx.Response(200, json={})

    def take(self, request: httpx.Request) -> httpx.Response:
        unit = orjson.loads(request.content)[0]["organisation"]
        self.posts.append((unit, request.headers["Idempotency-Key"]))
        status = self.post_answers.pop() if self.post_answers else 200
        return httpx.Response(status, json={"counts": {"accepted": 1, "refused": 0}, "detail": "no"})


@pytest.fixture(autouse=True)
def without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=5):
        yield


def live(
    service: Callable[[httpx.Request], httpx.Response],
    simulation: Simulation = DAY,
    tell: Callable[[datetime], None] = tell_nobody,
) -> int:
    async def living() -> int:
        async with httpx.AsyncClient(
            transport=httpx.MockTransport(service), base_url="http://service"
        ) as client:
            return await run(client, simulation, tell)

    return asyncio.run(living())


def test_the_clock_is_set_first_and_every_post_has_its_own_key() -> None:
    service = Service()

    sent = live(service)

    assert service.clocks == [{"at": "2026-01-12T06:00:00+00:00", "speed": 60}]
    assert sent == len(service.posts) == len({key for _, key in service.posts})


def test_a_service_in_trouble_is_asked_again_with_the_same_key_and_nothing_is_dropped() -> None:
    calm, troubled = Service(), Service()
    troubled.post_answers = [200, 503, 502]

    live(calm)
    live(troubled)

    assert troubled.posts[2:] == calm.posts
    assert troubled.posts[0] == troubled.posts[1] == troubled.posts[2]


def test_a_stream_that_has_lived_further_goes_on_from_where_it_is() -> None:
    service = Service()
    service.lived_to = BEGIN + timedelta(minutes=29)

    assert live(service) == 0
    assert service.clocks[-1] == {"speed": 60}


def test_yesterday_is_lived_on_a_standing_clock_that_is_set_to_each_post_s_moment() -> None:
    service = Service()
    told: list[datetime] = []

    sent = live(service, YESTERDAY, told.append)

    planned = [p.at for p in takewhile(lambda p: p.at < BEGIN, plan_days(1, YESTERDAY.first))]
    stood = [datetime.fromisoformat(str(clock["at"])) for clock in service.clocks[:-1]]
    assert (sent, stood) == (len(planned), [YESTERDAY.first, *dict.fromkeys(planned)])
    assert {clock["speed"] for clock in service.clocks[:-1]} == {0}
    assert service.clocks[-1] == {"at": "2026-01-12T06:00:00+00:00", "speed": 60}
    assert told == [*stood[1:], BEGIN]


def test_a_stream_that_has_lived_half_of_yesterday_lives_the_other_half() -> None:
    whole, half = Service(), Service()
    half.lived_to = BEGIN - timedelta(hours=10)

    live(whole, YESTERDAY)
    live(half, YESTERDAY)

    assert 0 < len(half.posts) < len(whole.posts)
    assert half.posts == whole.posts[-len(half.posts) :]
    assert half.clocks[-1] == whole.clocks[-1]


def test_a_stream_that_has_lived_past_yesterday_is_not_held_up() -> None:
    service = Service()
    service.lived_to = BEGIN + timedelta(minutes=29)

    assert live(service, DAY._replace(yesterday=True)) == 0
    assert service.clocks[-1]["speed"] == 60


def test_a_key_that_may_not_post_stops_the_simulation() -> None:
    def refusing(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(403, json={"code": "not_allowed", "detail": "this key may not"})

    with pytest.raises(Refused, match="403 not_allowed: this key may not"):
        live(refusing)
