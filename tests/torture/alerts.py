"""Thousands of pages at once, and one of two processes killed amid them: none lost, none stuck, none sent twice."""

import asyncio
import math
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import asyncpg
import httpx

from app.access.actions import Role
from app.access.enrol import Wanted
from app.access.reach import add_person
from app.clock import real_now
from app.db.connection import Connection
from app.db.engine import as_owner
from app.embedded import Cluster, running
from app.organisations.apply import apply_system
from app.organisations.store import PackText, keep_packs
from migrations.run import upgrade
from tests.bench import calls, crowd
from tests.people import Browser, sign_in_as
from tests.running import Running, start, wait_until_ready
from tests.torture.campaign import new_database
from tests.torture.carrier import Arrival, Carrier, carrier
from tests.torture.house import end
from tests.torture.proof import verify_journal
from tests.torture.spent import Spent
from triggers.catalogue import load_catalogue
from triggers.loading import read_pack

DEEDS = f"/api/v1/systems/{crowd.SYSTEM}/deeds"
SEATS_TOLD = 40
"""By one notice, as many as one may name; each person by text and by e-mail."""
PAGES_TOLD = 2 * SEATS_TOLD
SHIFT, WEEK = timedelta(hours=12), 14
LINES_AT_ONCE = 400
PATIENCE_SECONDS, LOOK_SECONDS = 90.0, 0.1
SEND_WITHIN, RISE_WITHIN, KILLED_WITHIN = 10.0, 5.0, 15.0
"""Wanted, in seconds: the last of the pages due at once; p99 of a rise alone; p99 with a process killed."""
PAGES = "SELECT stream, matter, n, created_at, done_at, state FROM delivery"
TOLD = """
SELECT body::jsonb ->> 'id' AS matter, count(*) AS n FROM journal
WHERE kind = 'notice' AND body::jsonb ->> 'did' = 'handed_over' GROUP BY 1
"""
WAITING = "SELECT count(*) FROM delivery WHERE done_at IS NULL"


class Place(NamedTuple):
    """A database with people in every seat of the crowd's system; the room lead's session."""

    cluster: Cluster
    dsn: str
    folder: Path
    lead: Browser
    carrier: Carrier


class Act(NamedTuple):
    """What came of so many pages due at once. Seconds; `faults`: what must not be, in words.

    `first`: from the commit of what pages people to the arrival of a page's first attempt. `spread`: from the first
    commit to the last arrival. `noted`: until the record had all of it. `cpu`: seconds of processor time by whom.
    """

    name: str
    wanted: int
    arrived: int
    first: list[float]
    spread: float
    noted: float
    doubled: int
    faults: list[str]
    cpu: dict[str, float]

    def lines(self) -> list[str]:
        """For people."""
        spent = ", ".join(f"{who} {seconds:.1f}" for who, seconds in self.cpu.items())
        came = (
            f"{self.name}: {self.arrived} of {self.wanted} pages arrived, {self.doubled} of them twice; first attempt"
            f" p50 {centile(self.first, 50):.2f} s, p99 {centile(self.first, 99):.2f} s, last {max(self.first):.2f} s;"
            f" from the first commit to the last arrival {self.spread:.1f} s, all noted after {self.noted:.1f} s"
        )
        return [
            came,
            f"{self.name}: processor seconds: {spent}",
            *(f"NOT AS IT MUST BE: {fault}" for fault in self.faults),
        ]


class Outcome(NamedTuple):
    """Both acts with thousands of pages, and rises alone (seconds from the post to the carrier's word)."""

    acts: list[Act]
    rises: dict[str, float]

    def lines(self) -> list[str]:
        """For people."""
        rises = f"{calls.RISES} rises alone: p50 {self.rises['calls_p50']:.2f} s, p99 {self.rises['calls_p99']:.2f} s"
        return [*(line for act in self.acts for line in act.lines()), rises]

    def bad(self) -> bool:
        """Whether a page was lost, stuck, doubled, noted wrongly, or too late."""
        return any(act.faults for act in self.acts) or self.rises["calls_p99"] > RISE_WITHIN


def alerts_of(folder: Path, *, pages: int) -> Outcome:
    """All acts."""
    with placed(folder / "alone") as place:
        alone = whole(place, pages)
    with placed(folder / "killed") as place:
        killed = one_killed(place, pages)
    return Outcome([alone, killed], asyncio.run(calls.measure()))


# --- the place ---


@contextmanager
def placed(folder: Path) -> Iterator[Place]:
    """A durable PostgreSQL with the crowd's system, and a carrier."""
    folder.mkdir()
    with carrier() as taking, running(folder / "cluster", durable=True, fresh=True) as cluster:
        dsn = asyncio.run(new_database(cluster))
        upgrade(dsn)
        lead = asyncio.run(filled(dsn))
        yield Place(cluster, dsn, folder, lead, taking)


def system_text() -> str:
    """The crowd's system with a room lead, and a manager at each site."""
    seats = [f"  - {{seat: room_lead, at: {crowd.SYSTEM}, title: Room lead, holds: true}}"]
    seats += [f"  - {{seat: site_manager, at: {site}, title: Manager of {site}}}" for site in crowd.sites()]
    return crowd.system_text() + "seats:\n" + "\n".join(seats) + "\n"


async def filled(dsn: str) -> Browser:
    """The system; the room lead's session."""
    now = real_now()
    async with as_owner(dsn) as owner:
        for text in crowd.pack_texts():
            pack = read_pack(text, "crowd.yaml", load_catalogue())
            await keep_packs(owner, [PackText(pack.pack.pack, 1, pack.sha, pack.text)], now)
        await apply_system(owner, system_text(), "crowd.yaml", stream=crowd.SYSTEM, mode="live", now=now)
        return await sign_in_as(owner, Role.ROOM_LEAD, stream=crowd.SYSTEM)


async def seat_people(place: Place, url: str) -> None:
    """Somebody sits at each site from now on, and by the rota for a week."""
    now = real_now()
    async with as_owner(place.dsn) as owner:
        people = [await manager(owner, n, site, now) for n, site in enumerate(crowd.sites())]
    lines = [
        {
            "seat": f"site_manager@{site}",
            "person": person,
            "starts_at": (now + n * SHIFT).isoformat(),
            "ends_at": (now + (n + 1) * SHIFT).isoformat(),
        }
        for site, person in zip(crowd.sites(), people, strict=True)
        for n in range(WEEK)
    ]
    async with asked(place, url) as client:
        for first in range(0, len(lines), LINES_AT_ONCE):
            deed = {"do": "add_shifts", "shifts": lines[first : first + LINES_AT_ONCE]}
            (await client.post(DEEDS, json=deed)).raise_for_status()


async def manager(owner: Connection, n: int, site: str, now: datetime) -> str:
    """Who sits at a site."""
    wanted = Wanted(crowd.SYSTEM, (site,), Role.PROVIDER)
    contacts = {"sms": f"+447700{900000 + n}", "email": f"manager.{n}@example.invalid"}
    return await add_person(owner, f"Manager {n}", wanted, contacts, now)


def asked(place: Place, url: str) -> httpx.AsyncClient:
    """A client of the room lead."""
    return httpx.AsyncClient(base_url=url, timeout=60, headers=place.lead.headers)


@contextmanager
def serving(place: Place, senders: Sequence[str]) -> Iterator[dict[str, Running]]:
    """A process for each name, ready, with people in the seats; at the end all are gone."""
    with ExitStack() as stack:
        service = {}
        for sender in senders:
            log = place.folder / f"{sender}.log"
            service[sender] = start(place.dsn, log=log, environment=place.carrier.settings(sender))
            stack.callback(end, service[sender])
        for one in service.values():
            wait_until_ready(one.url)
        asyncio.run(seat_people(place, service[senders[0]].url))
        yield service


# --- the acts ---


def whole(place: Place, pages: int) -> Act:
    """One process, and nothing happens to it."""
    with serving(place, ["alone"]) as service:
        spent = spent_by(place, service)
        asyncio.run(tell(place, service["alone"].url, pages))
        noted = asyncio.run(all_noted(place.dsn))
        cpu = spent.look()
    return judged("alone", place, pages, noted, cpu, killed=None)


def one_killed(place: Place, pages: int) -> Act:
    """Two processes share the work; when half of it is done one is killed."""
    with serving(place, ["lives", "dies"]) as service:
        spent = spent_by(place, service)
        asyncio.run(tell(place, service["lives"].url, pages))
        until_taken(place.carrier, pages // 2)
        spent.look()
        service["dies"].kill()
        noted = asyncio.run(all_noted(place.dsn))
        cpu = spent.look()
    return judged("one of two killed", place, pages, noted, cpu, killed="dies")


def spent_by(place: Place, service: dict[str, Running]) -> Spent:
    """Processor time from now on."""
    whose = {name: one.process.pid for name, one in service.items()}
    return Spent({**whose, "PostgreSQL": place.cluster.pid, "carrier": place.carrier.pid})


async def tell(place: Place, url: str, pages: int) -> None:
    """Notices to so many seats that they come to so many pages, all at once; each about another site."""
    sites = crowd.sites()

    def deed(number: int) -> dict[str, object]:
        first = number * SEATS_TOLD % len(sites)
        seats = [f"site_manager@{site}" for site in sites[first : first + SEATS_TOLD]]
        unit = sites[number % len(sites)]
        return {"do": "tell_partners", "unit": unit, "seats": seats, "text": f"Lift {number} is out of order"}

    async with asked(place, url) as client:
        answers = await asyncio.gather(
            *(client.post(DEEDS, json=deed(number)) for number in range(math.ceil(pages / PAGES_TOLD)))
        )
    for answer in answers:
        answer.raise_for_status()


def until_taken(taking: Carrier, pages: int) -> None:
    """Returns when the carrier has so many."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while taking.taken() < pages:
        assert time.monotonic() < deadline, f"the carrier has {taking.taken()} pages of {pages}"
        time.sleep(0.05)


async def all_noted(dsn: str) -> float:
    """When the record had all of it, in seconds since 1970; or gives up waiting."""
    sql = await asyncpg.connect(dsn)
    try:
        for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
            if not await sql.fetchval(WAITING):
                break
            await asyncio.sleep(LOOK_SECONDS)
        return time.time()
    finally:
        await sql.close()


# --- what came of them ---


def judged(
    name: str, place: Place, pages: int, noted: float, cpu: dict[str, float], killed: str | None
) -> Act:
    """The carrier's record held against the database's."""
    verify_journal(place.dsn)
    rows, told = asyncio.run(recorded(place.dsn))
    assert len(rows) >= pages, f"{len(rows)} pages were written down"
    arrivals = place.carrier.arrivals()
    first: dict[str, Arrival] = {}
    for one in arrivals:
        first.setdefault(one.reference, one)
    created = {reference_of(row): row["created_at"].timestamp() for row in rows}
    waited = [first[reference].at - at for reference, at in created.items() if reference in first]
    faults = list(wrongs(rows, told, first, arrivals, killed))
    began = min(created.values())
    late = {
        f"the last page went out after {max(waited):.1f} s": killed is None and max(waited) > SEND_WITHIN,
        f"p99 is {centile(waited, 99):.1f} s": killed is not None and centile(waited, 99) > KILLED_WITHIN,
    }
    faults += [words for words, is_late in late.items() if is_late]
    return Act(
        name=name,
        wanted=len(rows),
        arrived=len(first),
        first=waited,
        spread=max(one.at for one in first.values()) - began,
        noted=noted - began,
        doubled=len(arrivals) - len(first),
        faults=faults,
        cpu=cpu,
    )


def wrongs(
    rows: Sequence[asyncpg.Record],
    told: dict[str, int],
    first: dict[str, Arrival],
    arrivals: Sequence[Arrival],
    killed: str | None,
) -> Iterator[str]:
    """What must not be."""
    pages = Counter(row["matter"] for row in rows)
    lost = [row for row in rows if reference_of(row) not in first]
    stuck = [row for row in rows if row["done_at"] is None]
    again = Counter(one.reference for one in arrivals)
    doubled = [
        key for key, times in again.items() if times > 1 and (first[key].sender != killed or times > 2)
    ]
    if lost:
        yield f"{len(lost)} pages never arrived"
    if stuck:
        yield f"{len(stuck)} pages are stuck"
    if doubled:
        yield f"{len(doubled)} pages arrived twice though no killed process had them in hand"
    if told != dict(pages):
        yield f"the record says of {sum(told.values())} pages of {pages.total()} that they were handed over"


async def recorded(dsn: str) -> tuple[list[asyncpg.Record], dict[str, int]]:
    """Every page, and how many of each notice the journal says were handed over."""
    sql = await asyncpg.connect(dsn)
    try:
        told = {row["matter"]: row["n"] for row in await sql.fetch(TOLD)}
        return await sql.fetch(PAGES), told
    finally:
        await sql.close()


def reference_of(row: asyncpg.Record) -> str:
    """What the carrier knows a page by."""
    return f"{row['stream']}-{row['matter'].rpartition('-')[2]}.{row['n']}"


def centile(seconds: Sequence[float], n: int) -> float:
    """Where the slowest of so many hundredths end."""
    return statistics.quantiles(seconds, n=100)[n - 1]
