"""Applying a system's text to a real database: what is written, what is refused, what is left alone."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import asyncpg
import orjson
import pytest

from app.db.engine import as_owner
from app.journal.append import append
from app.journal.chain import Draft, Head
from app.journal.verify import verify
from app.organisations.apply import Applied, Mode, apply_system
from app.organisations.history import WouldOrphanHistoryError
from app.organisations.problems import SystemFileError
from app.organisations.reference_systems import reference_text
from app.organisations.rules import packaged_rules
from triggers.loading import PackErrors

NOW = datetime(2026, 1, 12, 6, tzinfo=UTC)
TEXT = (Path(__file__).parent.parent / "unit" / "systems" / "good.weights_change.yaml").read_text(
    encoding="utf-8"
)
SITE_A = "{code: RD8-A, name: Site A, short: A, provider: RD8, kind: acute_site"


class Operator(NamedTuple):
    """Somebody at the command line, at a moment."""

    connection: "asyncpg.Connection[asyncpg.Record]"

    async def applies(self, text: str, *, mode: Mode | None = None, now: datetime = NOW) -> Applied:
        return await apply_system(self.connection, text, "two_sites.yaml", stream=None, mode=mode, now=now)

    async def counts(self) -> dict[str, int]:
        tables = ("journal", "unit", "system_text", "pack_text", "catalogue_text", "timer", "stream")
        count = "SELECT count(*) FROM "
        return {table: await self.connection.fetchval(count + table) for table in tables}

    async def has_reported(self, unit: str, at: datetime = NOW) -> None:
        """The stream has lived through a reading of the unit."""
        row = await self.connection.fetchrow(
            "SELECT seq, head_hash FROM stream WHERE code = 'XX1' FOR UPDATE"
        )
        assert row is not None
        head = Head(row["seq"], bytes(row["head_hash"]))
        await append(self.connection, "XX1", head, [Draft("readings", unit, {}, "service")], at)
        await self.connection.execute("SELECT make_reading_month($1)", at.date())
        await self.connection.execute(
            "INSERT INTO reading (stream, observed_at, seq, line, unit, metric, source, value, verdict,"
            " received_at, submitted_by)"
            " VALUES ('XX1', $1, $2, 0, $3, 'ed.dta', 'feed', $4, 'accepted', $1, 'x')",
            at,
            head.seq + 1,
            unit,
            Decimal(1),
        )


@pytest.fixture
async def operator(database: str) -> AsyncIterator[Operator]:
    async with as_owner(database) as connection:
        yield Operator(connection)


def changed(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


async def test_a_new_system_opens_a_stream_with_its_units_texts_and_one_entry(operator: Operator) -> None:
    applied = await operator.applies(TEXT)

    assert applied.changes == ["new system XX1 (Two sites): units 3, places 1, memberships 4, assignments 6"]
    assert await operator.counts() == {
        "journal": 1,
        "unit": 3,
        "system_text": 1,
        "pack_text": len(packaged_rules().packs.by_key),
        "catalogue_text": 1,
        "timer": 4,
        "stream": 1,
    }
    assert (await verify(operator.connection, "XX1")).problem is None


async def test_the_same_text_again_changes_nothing_and_writes_nothing(operator: Operator) -> None:
    first = await operator.applies(TEXT)
    before = await operator.counts()

    again = await operator.applies(TEXT, now=NOW + timedelta(hours=1))

    assert again == Applied("XX1", first.seq, [])
    assert await operator.counts() == before


async def test_a_change_is_told_in_words_and_journalled_with_both_texts_named(operator: Operator) -> None:
    await operator.applies(TEXT)
    text = changed(("name: Site A", "name: Site Alpha"), ("owner: head of information", "owner: J Okoro"))

    applied = await operator.applies(text)

    assert applied.changes == [
        "unit RD8-A: name Site A → Site Alpha",
        "known gap discharge.* at RD8-A from 2025-04-01: owner changed",
    ]
    body = await operator.connection.fetchval("SELECT body FROM journal WHERE seq = 2")
    entry = orjson.loads(body)
    assert set(entry) == {"changes", "effective_at", "sha", "system", "was"}
    assert "Okoro" not in body


async def test_a_file_that_does_not_check_leaves_no_trace(operator: Operator) -> None:
    with pytest.raises(SystemFileError):
        await operator.applies(changed(("weight: 0.516", "weight: 0.5")))

    assert set((await operator.counts()).values()) == {0}


async def test_a_unit_with_readings_is_closed_not_removed(operator: Operator) -> None:
    await operator.applies(TEXT)
    await operator.has_reported("RD8-C", datetime(2024, 6, 1, tzinfo=UTC))
    line = next(line for line in TEXT.splitlines() if "RD8-C" in line)

    with pytest.raises(WouldOrphanHistoryError, match="RD8-C has history: close it"):
        await operator.applies(changed((f"{line}\n", "")))


async def test_a_unit_that_never_reported_may_be_removed(operator: Operator) -> None:
    await operator.applies(TEXT)
    await operator.has_reported("RD8-A")
    line = next(line for line in TEXT.splitlines() if "RD8-C" in line)

    applied = await operator.applies(changed((f"{line}\n", "")))

    assert applied.changes == ["unit RD8-C removed"]
    assert (await operator.counts())["unit"] == 2


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        (
            [(SITE_A, SITE_A.replace("RD8, kind", "RC9, kind"))],
            "RD8-A has history: its provider cannot change",
        ),
        ([(", closed: 2025-01-01", "")], "RD8-C: closed 2025-01-01 → None would change days already lived"),
        ([("0.516", "0.5"), ("0.484", "0.5")], "memberships on 2025-04-01 would change"),
        ([("from: 2025-06-16}", "from: 2025-06-17}")], "from 2025-06-16 has begun"),
        ([("from: 2025-09-01}", 'from: "2026-01-12T05:00"}')], "from 2026-01-12 05:00:00 has begun"),
        ([("timezone:", "until: 2026-01-12\ntimezone:")], "the system's end None → 2026-01-12 would change"),
        ([("Europe/London", "Europe/Paris")], "would move every midnight already lived"),
    ],
)
async def test_the_past_of_a_stream_that_has_facts_is_fixed(
    operator: Operator, edits: list[tuple[str, str]], reason: str
) -> None:
    providers = ("[{code: RD8, name: A trust}]", "[{code: RD8, name: A trust}, {code: RC9, name: Another}]")
    await operator.applies(changed(providers))
    await operator.has_reported("RD8-C", datetime(2024, 6, 1, tzinfo=UTC))
    await operator.has_reported("RD8-A")
    before = await operator.counts()

    with pytest.raises(WouldOrphanHistoryError, match=reason):
        await operator.applies(changed(providers, *edits))

    assert await operator.counts() == before


async def test_changes_that_lie_ahead_are_taken(operator: Operator) -> None:
    await operator.applies(TEXT)
    await operator.has_reported("RD8-A")
    ahead = changed(
        ("weight: 0.516, from: 2025-04-01}", "weight: 0.516, from: 2025-04-01, until: 2026-04-01}"),
        (
            "weight: 0.484, from: 2025-04-01}",
            """weight: 0.484, from: 2025-04-01, until: 2026-04-01}
  - {child: RD8-B, parent: P1, weight: 1, from: 2026-04-01}""",
        ),
    )

    applied = await operator.applies(ahead)

    assert "membership RD8-A in P1 from 2025-04-01: until none → 2026-04-01" in applied.changes


async def test_a_streams_mode_is_fixed_when_it_is_made(operator: Operator) -> None:
    await operator.applies(TEXT, mode="simulated")

    with pytest.raises(WouldOrphanHistoryError, match="XX1 is a simulated stream for good"):
        await operator.applies(TEXT, mode="live")

    assert (await operator.applies(TEXT)).changes == []


async def test_a_new_simulated_stream_has_lived_nothing_so_any_day_can_be_played(operator: Operator) -> None:
    await operator.applies(TEXT, mode="simulated")

    lived = await operator.connection.fetchval("SELECT last_at FROM stream")

    assert lived == datetime(2024, 1, 1, tzinfo=UTC)


async def test_a_pack_in_use_never_gets_other_text(operator: Operator) -> None:
    await operator.applies(TEXT)
    await operator.connection.execute("UPDATE pack_text SET sha = 'other' WHERE id = 'opel-acute-2024-26'")

    with pytest.raises(PackErrors, match=r"opel-acute-2024-26 version 1.*in use with other text"):
        await operator.applies(changed(("name: Site A", "name: Site AA")))

    assert (await operator.counts())["journal"] == 1


@pytest.mark.parametrize(("name", "code", "units"), [("blmk", "QHG", 21), ("llr", "QK1", 11)])
async def test_a_reference_system_applies(operator: Operator, name: str, code: str, units: int) -> None:
    applied = await operator.applies(reference_text(name) or "", mode="simulated")

    assert applied.stream == code
    assert (await operator.counts())["unit"] == units


async def test_units_carry_their_dates(operator: Operator) -> None:
    await operator.applies(TEXT)

    row = await operator.connection.fetchrow("SELECT opened, closed, pillar FROM unit WHERE code = 'RD8-C'")

    assert row is not None
    assert tuple(row) == (date(2024, 1, 1), date(2025, 1, 1), "acute")
