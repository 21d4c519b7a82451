"""A made-up country: 42 systems, 390 hospitals that report by themselves, 15,000 care homes. Posts nothing."""

import asyncpg

from app.access.actions import Role
from app.access.enrol import Person, Wanted, add_key, add_user
from app.clock import real_now
from app.db.engine import as_owner
from app.organisations.apply import apply_system
from tests.running import EMAIL, PASSWORD

SYSTEMS, REPORTERS, CARE_HOMES = 42, 390, 15_000
HEAD = """\
system: {code}
name: System {number}
short: S{number}
tier: system
timezone: Europe/London
from: 2022-07-01
regions: [{{code: Y99, name: A region, relation: accountable, from: 2022-07-01}}]
providers: [{{code: {code}P, name: Hospitals}}, {{code: {code}C, name: Care homes}}]
places: [{{code: {code}M, name: The place, order: 1}}]
units:
"""
SITE = (
    "  - {{code: {unit}, name: Hospital {unit}, short: {unit}, provider: {code}P, kind: acute_site, pillar: acute,"
    " has: [type_1_ed], place: {code}M, opened: 2022-07-01}}\n"
)
HOME = (
    "  - {{code: {unit}, name: Care home {unit}, short: {unit}, provider: {code}C, kind: council, pillar: council,"
    " place: {code}M, opened: 2022-07-01, scope: provider}}\n"
)
TAIL = """\
expectations:
  - {{pillar: acute, metrics: ["ed.*", "ambulance.*"], expect: {{every: 15m, grace: 30m, dead_after: 4h}}}}
  - {{pillar: council, metrics: ["council.*"], expect: {{times: ["10:00"], grace: 2h, dead_after: 4d}}}}
assignments:
  - {{pillar: acute, has: type_1_ed, pack: opel-acute-2024-26, version: 1, from: 2025-06-16}}
  - {{body: {code}M, pack: acute-rollup-percent, version: 1, from: 2025-06-16}}
  - {{body: {code}, pack: acute-rollup-percent, version: 1, from: 2025-06-16}}
"""


def code_of(number: int) -> str:
    """A system's."""
    return f"N{number:02}"


def sites_of(number: int) -> list[str]:
    """The automated reporters of a system: all of them together are 390."""
    return [f"{code_of(number)}-H{n:02}" for n in range(share(REPORTERS, number))]


def homes_of(number: int) -> list[str]:
    """Its care homes."""
    return [f"{code_of(number)}-C{n:03}" for n in range(share(CARE_HOMES, number))]


def share(whole: int, number: int) -> int:
    """As evenly as whole numbers go."""
    return whole // SYSTEMS + (number < whole % SYSTEMS)


def text_of(number: int) -> str:
    """A system's file."""
    code, sites = code_of(number), sites_of(number)
    parts = [HEAD.format(code=code, number=number)]
    parts += [SITE.format(unit=unit, code=code) for unit in sites]
    parts += [HOME.format(unit=unit, code=code) for unit in homes_of(number)]
    weights = [f"{1 / len(sites):.6f}"] * len(sites)
    weights[0] = f"{1 - float(weights[-1]) * (len(sites) - 1):.6f}"
    parts.append("memberships:\n")
    for parent in (f"{code}M", code):
        parts += [
            f"  - {{child: {unit}, parent: {parent}, weight: {weight}, from: 2025-06-16}}\n"
            for unit, weight in zip(sites, weights, strict=True)
        ]
    return "".join(parts) + TAIL.format(code=code)


async def fill(dsn: str, systems: int = SYSTEMS) -> tuple[dict[str, str], dict[str, str]]:
    """The country in a migrated database: a key of each hospital's, by unit, and one of each system's care homes.
    Somebody (EMAIL, PASSWORD) watches every system.
    """
    hospitals: dict[str, str] = {}
    homes: dict[str, str] = {}
    now = real_now()
    async with as_owner(dsn) as owner:
        for number in range(systems):
            code = code_of(number)
            await apply_system(owner, text_of(number), f"{code}.yaml", stream=None, mode="live", now=now)
            for unit in sites_of(number):
                hospitals[unit] = (await add_key(owner, unit, Wanted(code, (unit,), Role.PROVIDER), now)).key
            homes[code] = (
                await add_key(owner, f"homes of {code}", Wanted(code, ("*",), Role.PROVIDER), now)
            ).key
        await add_user(
            owner, Person(EMAIL, "N Watcher", PASSWORD), Wanted(code_of(0), ("*",), Role.VIEWER), now
        )
        await watch_everything(owner)
    return hospitals, homes


async def watch_everything(owner: asyncpg.Connection) -> None:
    """The one who watches may watch every system."""
    await owner.execute(
        "INSERT INTO permission (principal, stream, unit, role)"
        " SELECT p.principal, s.code, '*', 'viewer' FROM permission p CROSS JOIN stream s"
        " WHERE p.role = 'viewer' ON CONFLICT DO NOTHING"
    )
