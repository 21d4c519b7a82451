"""Reads a stream's state from the database: all of it, or what is newer than what is remembered."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import asyncpg
from pydantic import TypeAdapter

from actions.matters import AnyMatter
from app.clock import clock_of
from app.configuration import plan_at
from app.db.connection import Connection
from app.decided import Answer, StreamState
from app.desk import KEPT_IN_MIND
from app.ingest.record import SightingKey, sighting_key
from app.ingest.submission import Sighting
from app.journal.chain import Head
from app.levels.local_triggers import read_memory
from app.levels.picture import read_picture
from app.restore import nobody, restored
from app.stream.configurations import Configurations
from app.stream.statement import read_answer
from triggers.values import Measure, Reading


class NoSuchStream(Exception):
    """There is no stream of this code here."""

    def __init__(self, code: str) -> None:
        super().__init__(f"there is no system {code} here")
        self.code = code


class NotConfigured(Exception):
    """No system file has been applied to the stream."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no system file has been applied to {code}: surgeline systems apply FILE")
        self.code = code


LOCK = """
SELECT mode, seq, head_hash, last_at, config_sha, clock_real, clock_service, clock_speed
FROM stream WHERE code = $1 FOR UPDATE
"""


MATTERS = """
SELECT body FROM matter WHERE stream = $1 AND version > $2 AND (closed_at IS NULL OR closed_at > $3 OR $2 >= 0)
ORDER BY version
"""
"""What was closed long ago is read as well where it may be remembered as open (`$2`: from which seq on)."""
MATTER: TypeAdapter[AnyMatter] = TypeAdapter(AnyMatter)


async def lock_and_reload(
    connection: Connection, code: str, known: StreamState | None, configurations: Configurations
) -> StreamState:
    """Locks the stream's row, then reads in a separate statement: a snapshot taken before the lock was
    granted would miss what its last holder wrote. Raises NoSuchStream, NotConfigured, NotRead.
    """
    row = await connection.fetchrow(LOCK, code)
    if row is None:
        raise NoSuchStream(code)
    if row["config_sha"] is None:
        raise NotConfigured(code)
    head = Head(row["seq"], bytes(row["head_hash"]))
    same = known is not None and known.configuration.sha == row["config_sha"]
    configuration = known.configuration if known and same else configurations.of(row["config_sha"])
    pictures = await connection.fetch(
        "SELECT p.body, t.body AS memory FROM picture p LEFT JOIN trigger_memory t USING (stream, unit)"
        " WHERE p.stream = $1 AND p.version > $2",
        code,
        known.head.seq if known and same else -1,
    )
    matters = await connection.fetch(
        MATTERS, code, known.head.seq if known and same else -1, row["last_at"] - KEPT_IN_MIND
    )
    units = dict(known.units) if known and same else {}
    plan = known.plan if known and same else plan_at(configuration, row["last_at"])
    state = StreamState(
        code=code,
        mode=row["mode"],
        head=head,
        last_at=row["last_at"],
        clock=clock_of(
            row["mode"], row["last_at"], row["clock_real"], row["clock_service"], row["clock_speed"]
        ),
        configuration=configuration,
        plan=plan,
        units=units,
        people=known.people if known and same else nobody(configuration),
    )
    read = [
        read_picture(row["body"])._replace(
            triggers={} if row["memory"] is None else read_memory(row["memory"])
        )
        for row in pictures
    ]
    return restored(state, read, [MATTER.validate_json(matter["body"]) for matter in matters])


SIGHTINGS = """
SELECT w.n,
       EXISTS (
           SELECT FROM reading r
           WHERE r.stream = $1 AND r.unit = w.unit AND r.metric = w.metric AND r.observed_at = w.observed_at
             AND r.source = w.source AND r.value IS NOT DISTINCT FROM w.value) AS equal,
       before.value, before.numerator, before.denominator, before.observed_at
FROM unnest($2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::numeric[])
    AS w (n, unit, metric, observed_at, source, value)
LEFT JOIN LATERAL (
    SELECT r.value, r.numerator, r.denominator, r.observed_at FROM reading r
    WHERE r.stream = $1 AND r.unit = w.unit AND r.metric = w.metric AND r.observed_at <= w.observed_at
      AND r.observed_at > w.observed_at - interval '35 days'
    ORDER BY r.observed_at DESC, r.seq DESC LIMIT 1) AS before ON true
"""


async def sightings(
    connection: Connection, code: str, wanted: Sequence[Reading]
) -> dict[SightingKey, Sighting]:
    """What history says of late readings. Right as long as the stream's seq does not move."""
    if not wanted:
        return {}
    rows = await connection.fetch(
        SIGHTINGS,
        code,
        list(range(len(wanted))),
        [reading.organisation for reading in wanted],
        [reading.metric for reading in wanted],
        [reading.observed_at for reading in wanted],
        [reading.source for reading in wanted],
        [None if reading.measure is None else reading.measure.value for reading in wanted],
    )
    return {sighting_key(wanted[row["n"]]): sighting(row) for row in rows}


def sighting(row: asyncpg.Record) -> Sighting:
    """One row of `SIGHTINGS`."""
    before = None if row["value"] is None else Measure(row["value"], row["numerator"], row["denominator"])
    return Sighting(row["equal"], before, row["observed_at"])


class Kept(NamedTuple):
    """An answer already given to a key, and the body it was given for."""

    body_sha: bytes
    answer: Answer


async def kept_answers(
    connection: Connection, code: str, keys: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Kept]:
    """The answers already given, by (credential, key)."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = await connection.fetch(
        "SELECT i.credential, i.key, i.body_sha, i.answer FROM idempotency i"
        " JOIN unnest($2::text[], $3::text[]) AS w (credential, key) USING (credential, key) WHERE i.stream = $1",
        code,
        [credential for credential, _ in wanted],
        [key for _, key in wanted],
    )
    return {
        (row["credential"], row["key"]): Kept(bytes(row["body_sha"]), read_answer(row["answer"]))
        for row in rows
    }
