"""A made-up system far larger than a real one, and what its sites send. Posts nothing."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.bench.ingest import METRICS
from triggers.loading import packaged_texts

SYSTEM, PLACES, SITES = "QZZ", 8, 200
EACH = 5
"""Sites that one post is about."""
PACKS = {"opel-acute-2024-26": "opel-acute-crowd", "acute-rollup-percent": "acute-rollup-crowd"}
"""The packaged rules, but a level goes down as soon as it goes up: a stand of half an hour would still the board."""
VALUES = (
    (12, 85, 70, 50, 1.2, 20, 88, 0.5, 8),
    (24, 74, 93, 88, 4.1, 38, 93.6, 2.1, 11.2),
    (38, 66, 108, 126, 7.4, 52, 96.4, 4.4, 15.6),
    (60, 50, 131, 204, 15.8, 71, 98.6, 6.8, 21.4),
)
"""At OPEL 1 to 4, in the order of METRICS."""
Reading = dict[str, object]

HEAD = f"""\
system: {SYSTEM}
name: A system of {SITES} acute sites
short: Crowd
tier: system
timezone: Europe/London
from: 2022-07-01
regions: [{{code: Y99, name: A region, relation: accountable, from: 2022-07-01}}]
providers: [{{code: RZZ, name: Every hospital}}]
places:
"""
TAIL = """\
expectations:
  - {pillar: acute, metrics: ["ed.*", "ambulance.*"], expect: {every: 15m, grace: 30m, dead_after: 4h}}
  - {pillar: acute, metrics: ["beds.*"], expect: {every: 1h, grace: 45m, dead_after: 24h}}
assignments:
  - {pillar: acute, has: type_1_ed, pack: opel-acute-crowd, version: 1, from: 2022-07-01}
"""


def sites() -> list[str]:
    """Their codes."""
    return [f"RZZ-{n:03}" for n in range(1, SITES + 1)]


def place_of(n: int) -> str:
    """Sites fill one place after another."""
    return f"P{n * PLACES // SITES + 1}"


def system_text() -> str:
    """The system file."""
    places = [f"P{n}" for n in range(1, PLACES + 1)]
    lines = [f"  - {{code: {place}, name: Place {place[1:]}, order: {place[1:]}}}" for place in places]
    lines.append("units:")
    lines += [_unit(n, code) for n, code in enumerate(sites())]
    lines.append("memberships:")
    lines += [_member(code, place_of(n), PLACES / SITES) for n, code in enumerate(sites())]
    lines += [_member(code, SYSTEM, 1 / SITES) for code in sites()]
    bodies = [
        f"  - {{body: {body}, pack: acute-rollup-crowd, version: 1, from: 2022-07-01}}"
        for body in (*places, SYSTEM)
    ]
    return HEAD + "\n".join(lines) + "\n" + TAIL + "\n".join(bodies) + "\n"


def _unit(n: int, code: str) -> str:
    named = f"name: Royal Infirmary of {code}, short: {code}, provider: RZZ, kind: acute_site, pillar: acute"
    return f"  - {{code: {code}, {named}, has: [type_1_ed], place: {place_of(n)}, opened: 2022-07-01}}"


def _member(code: str, parent: str, weight: float) -> str:
    return f"  - {{child: {code}, parent: {parent}, weight: {weight:g}, from: 2022-07-01}}"


def pack_texts() -> list[str]:
    """The packs that the system assigns."""
    packaged = dict(packaged_texts())
    return [
        packaged[f"{pack}.yaml"]
        .replace(f"pack: {pack}", f"pack: {own}")
        .replace("hold_down: 30m", "hold_down: 0m")
        for pack, own in PACKS.items()
    ]


def opening() -> Iterator[list[Reading]]:
    """A post for every site with its nine figures; levels of all kinds."""
    for n, code in enumerate(sites()):
        yield nine(code, n % 4)


def nine(code: str, level: int) -> list[Reading]:
    """A site at one of VALUES, now."""
    return [_reading(code, metric, value) for metric, value in zip(METRICS, VALUES[level], strict=True)]


def changes() -> Iterator[list[Reading]]:
    """Posts for ever, each about EACH other sites: one changes its level, the others a figure that drives it."""
    order = itertools.cycle(sites()[start] for step in range(37) for start in range(step, SITES, 37))
    for post in itertools.count(1):
        first, *others = itertools.islice(order, EACH)
        yield [
            *nine(first, (post + int(first[-3:])) % 4),
            *(_reading(code, METRICS[2], 121 + (post + n) % 9) for n, code in enumerate(others)),
        ]


def _reading(code: str, metric: str, value: float) -> Reading:
    now = datetime.now(UTC).isoformat()
    return {"organisation": code, "metric": metric, "value": str(value), "observed_at": now}
