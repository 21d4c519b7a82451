"""The one statement that writes a batch: it moves the stream's row from the seq its writer last saw, and
everything else comes from that row. If nothing moved, somebody else wrote and nothing was written.
"""

from datetime import UTC, datetime
from typing import Any

import orjson

from actions.matters import Shift
from app.db.connection import Connection
from app.decided import Answer, Decision, Repeat, StreamState
from app.ingest.record import Kept
from app.ingest.submission import Verdict
from triggers.derive import DERIVED

NEVER = datetime.max.replace(tzinfo=UTC)
"""A timer that does not run (`infinity` in the database)."""

WRITE = """
WITH moved AS (
    UPDATE stream SET seq = $3, head_hash = $4, last_at = $5, clock_real = $6, clock_service = $7, clock_speed = $8
    WHERE code = $1 AND seq = $2
    RETURNING code
), entries AS (
    INSERT INTO journal (stream, seq, kind, unit, recorded_at, body, hash, submitted_by)
    SELECT code, e.seq, e.kind, e.unit, $5, e.body, e.hash, e.by
    FROM moved, unnest($9::bigint[], $10::text[], $11::text[], $12::text[], $13::bytea[], $14::text[])
        AS e (seq, kind, unit, body, hash, by)
), pictures AS (
    INSERT INTO picture (stream, unit, version, body)
    SELECT code, p.unit, p.version, p.body
    FROM moved, unnest($15::text[], $16::bigint[], $17::text[]) AS p (unit, version, body)
    ON CONFLICT (stream, unit) DO UPDATE SET version = excluded.version, body = excluded.body
), timers AS (
    INSERT INTO timer AS t (stream, unit, due_at)
    SELECT code, d.unit, d.due_at FROM moved, unnest($18::text[], $19::timestamptz[]) AS d (unit, due_at)
    ON CONFLICT (stream, unit) DO UPDATE SET due_at = excluded.due_at
    WHERE t.due_at > excluded.due_at OR t.due_at <= $5
), readings AS (
    INSERT INTO reading (stream, seq, received_at, line, unit, metric, observed_at, source, value, numerator,
                         denominator, verdict, confirms_at, submitted_by)
    SELECT code, r.seq, $5, r.line, r.unit, r.metric, r.observed_at, r.source, r.value, r.numerator, r.denominator,
           r.verdict, r.confirms_at, r.by
    FROM moved, unnest($20::bigint[], $21::int[], $22::text[], $23::text[], $24::timestamptz[], $25::text[],
                       $26::numeric[], $27::numeric[], $28::numeric[], $29::text[], $30::timestamptz[], $31::text[])
        AS r (seq, line, unit, metric, observed_at, source, value, numerator, denominator, verdict, confirms_at, by)
), repeats AS (
    INSERT INTO idempotency (credential, key, stream, body_sha, answer, created_at)
    SELECT i.by, i.key, code, i.sha, i.answer, clock_timestamp()
    FROM moved, unnest($32::text[], $33::text[], $34::bytea[], $35::text[]) AS i (by, key, sha, answer)
), refused AS (
    INSERT INTO quarantine (stream, submitted_by, received_at, at, unit, metric, code, field, raw, length, message)
    SELECT moved.code, q.by, clock_timestamp(), $5, q.unit, q.metric, q.code, q.field, q.raw, q.length, q.message
    FROM moved, unnest($36::text[], $37::text[], $38::text[], $39::text[], $40::text[], $41::text[], $42::int[],
                       $43::text[]) AS q (by, unit, metric, code, field, raw, length, message)
)"""
COUNTED = "\nSELECT count(*) FROM moved\n"


PEOPLE = """, matters AS (
    INSERT INTO matter (stream, id, kind, unit, version, closed_at, body)
    SELECT code, m.id, m.kind, m.unit, m.version, m.closed_at, m.body
    FROM moved, unnest($44::text[], $45::text[], $46::text[], $47::bigint[], $48::timestamptz[], $49::text[])
        AS m (id, kind, unit, version, closed_at, body)
    ON CONFLICT (stream, id) DO UPDATE
    SET version = excluded.version, closed_at = excluded.closed_at, body = excluded.body, unit = excluded.unit
), shifts AS (
    INSERT INTO shift (stream, id, seat, person, starts_at, ends_at)
    SELECT code, s.id, s.seat, s.person, s.starts_at, s.ends_at
    FROM moved, unnest($50::text[], $51::text[], $52::text[], $53::timestamptz[], $54::timestamptz[])
        AS s (id, seat, person, starts_at, ends_at)
    ON CONFLICT (stream, id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at
), details AS (
    INSERT INTO journal_detail (stream, seq, salt, text)
    SELECT code, d.seq, d.salt, d.text
    FROM moved, unnest($55::bigint[], $56::bytea[], $57::text[]) AS d (seq, salt, text)
), outgoing AS (
    INSERT INTO delivery (stream, matter, n, person, channel, about, not_before, created_at, next_try_at)
    SELECT code, o.matter, o.n, o.person, o.channel, o.about, o.not_before, clock_timestamp(), clock_timestamp()
    FROM moved, unnest($58::text[], $59::int[], $60::text[], $61::text[], $62::text[], $63::timestamptz[])
        AS o (matter, n, person, channel, about, not_before)
), sent AS (
    UPDATE delivery SET state = x.state, done_at = coalesce(done_at, clock_timestamp()), leased_until = NULL
    FROM moved, unnest($64::text[], $65::int[], $66::text[]) AS x (matter, n, state)
    WHERE delivery.stream = moved.code AND delivery.matter = x.matter AND delivery.n = x.n
      AND delivery.matter = ANY ($64)
)"""
"""The last condition says nothing new: without it, and before the table's statistics are known, PostgreSQL compares
every page of the stream with every receipt.
"""


MEMORIES = """, memories AS (
    INSERT INTO trigger_memory (stream, unit, body)
    SELECT code, r.unit, r.body FROM moved, unnest({units}::text[], {bodies}::text[]) AS r (unit, body)
    ON CONFLICT (stream, unit) DO UPDATE SET body = excluded.body
)"""


async def write(connection: Connection, before: StreamState, decision: Decision) -> bool:
    """Writes the decision if the stream still stands where `before` does. False: nothing was written.

    A batch in which people, or local triggers, have no part goes without their tables: the hot path is readings.
    """
    statement, given = WRITE, arguments(before, decision)
    if decision.matters or decision.sent:
        statement += PEOPLE
        given += peoples(decision)
    if decision.memories:
        first = len(given) + 1
        statement += MEMORIES.format(units=f"${first}", bodies=f"${first + 1}")
        given += [list(decision.memories), list(decision.memories.values())]
    return bool(await connection.fetchval(statement + COUNTED, *given))


def peoples(decision: Decision) -> list[Any]:
    """The further parameters of a batch in which people have a part."""
    matters, details, outgoing = decision.matters, decision.details, decision.outgoing
    sent = {(one.matter, one.n): one.state for one in decision.sent}
    shifts = [matter for matter in matters if isinstance(matter, Shift)]
    return [
        [matter.id for matter in matters],
        [matter.kind for matter in matters],
        [matter.unit for matter in matters],
        [matter.v for matter in matters],
        [matter.closed_at for matter in matters],
        [matter.model_dump_json(by_alias=True) for matter in matters],
        [shift.id for shift in shifts],
        [shift.seat for shift in shifts],
        [shift.person.id for shift in shifts],
        [shift.starts_at for shift in shifts],
        [shift.ends_at for shift in shifts],
        [detail.seq for detail in details],
        [detail.salt for detail in details],
        [detail.text for detail in details],
        [out.matter for out in outgoing],
        [out.page.n for out in outgoing],
        [out.page.person.id for out in outgoing],
        [out.page.channel for out in outgoing],
        [out.page.about for out in outgoing],
        [out.page.at for out in outgoing],
        [matter for matter, _ in sent],
        [n for _, n in sent],
        list(sent.values()),
    ]


def arguments(before: StreamState, decision: Decision) -> list[Any]:
    """The statement's parameters: one value or one array for each column."""
    after = decision.state
    entries, clock = decision.entries, after.clock
    readings = [(entry.seq, entry.kept, entry.kept.reading, entry.by) for entry in decision.readings]
    measures = [reading.measure for _, _, reading, _ in readings]
    pictures = [after.units[code] for code in decision.changed]
    refused = [(q.by, q.refused) for q in decision.quarantined]
    return [
        after.code,
        before.head.seq,
        after.head.seq,
        after.head.hash,
        decision.now,
        clock.real,
        clock.service,
        clock.speed,
        [entry.seq for entry in entries],
        [entry.kind for entry in entries],
        [entry.unit for entry in entries],
        [entry.body for entry in entries],
        [entry.hash for entry in entries],
        [entry.submitted_by for entry in entries],
        [picture.unit for picture in pictures],
        [picture.version for picture in pictures],
        [picture.body for picture in pictures],
        list(decision.timers),
        [due or NEVER for due in decision.timers.values()],
        [seq for seq, _, _, _ in readings],
        [kept.line for _, kept, _, _ in readings],
        [reading.organisation for _, _, reading, _ in readings],
        [reading.metric for _, _, reading, _ in readings],
        [reading.observed_at for _, _, reading, _ in readings],
        [stored_source(seq, kept) for seq, kept, _, _ in readings],
        [None if measure is None else measure.value for measure in measures],
        [None if measure is None else measure.numerator for measure in measures],
        [None if measure is None else measure.denominator for measure in measures],
        [kept.verdict for _, kept, _, _ in readings],
        [kept.confirms_at for _, kept, _, _ in readings],
        [by for _, _, _, by in readings],
        [repeat.by for repeat in decision.repeats],
        [repeat.repeatable.key for repeat in decision.repeats],
        [repeat.repeatable.body_sha for repeat in decision.repeats],
        [spell_answer(repeat) for repeat in decision.repeats],
        [by for by, _ in refused],
        [wrong.organisation for _, wrong in refused],
        [wrong.metric for _, wrong in refused],
        [wrong.code for _, wrong in refused],
        [wrong.field for _, wrong in refused],
        [wrong.raw for _, wrong in refused],
        [wrong.length for _, wrong in refused],
        [wrong.message for _, wrong in refused],
    ]


def stored_source(seq: int, kept: Kept) -> str:
    """A derived figure names the entry whose counts it was made from: corrected counts may give it again."""
    return f"counts@{seq}" if kept.verdict == DERIVED else kept.reading.source


def spell_answer(repeat: Repeat) -> str:
    """An answer as it is kept for a repeat."""
    verdicts = [list(verdict) for verdict in repeat.answer.verdicts]
    return orjson.dumps({"seq": repeat.answer.seq, "verdicts": verdicts}).decode()


def read_answer(text: str) -> Answer:
    """An answer as `spell_answer` wrote it."""
    body = orjson.loads(text)
    return Answer(body["seq"], tuple(Verdict(*verdict) for verdict in body["verdicts"]))
