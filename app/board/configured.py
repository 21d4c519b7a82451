"""The configuration in force, and how it came to be so. Reads; judges nothing."""

from collections.abc import Mapping
from decimal import Decimal

import orjson
from pydantic import JsonValue
from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.board.snapshot import service_now
from app.board.store import NoStream, read_head
from app.clock import wire_time
from app.db.engine import scoped_read
from app.db.models import JournalDetailRow, JournalRow, PrincipalRow, SystemTextRow
from app.messages.configuration import ConfigurationChange, ConfigurationOut
from app.organisations.amend import PARTS, Part
from triggers.yaml_text import Plain, read_yaml

NEWEST_CHANGES = 100


async def configuration_of(reader: AsyncEngine, stream: str, *, may_change: bool) -> ConfigurationOut:
    """The text in force with its newest changes, the newest first. Raises NoStream."""
    async with scoped_read(reader, [stream]) as connection:
        head = await read_head(connection, stream)
        if head.config_sha is None:
            raise NoStream(stream)
        wanted = select(SystemTextRow.body).where(SystemTextRow.sha == head.config_sha)
        text: str = (await connection.execute(wanted)).scalar_one()
        history = await read_changes(connection, stream)
    return ConfigurationOut(
        stream=stream,
        sha=head.config_sha,
        at=wire_time(service_now(head)),
        may_change=may_change,
        text=text,
        parts=parts_of(text),
        history=history,
    )


async def read_changes(connection: AsyncConnection, stream: str) -> tuple[ConfigurationChange, ...]:
    """The newest changes, with who made them and why."""
    words = and_(JournalDetailRow.stream == JournalRow.stream, JournalDetailRow.seq == JournalRow.seq)
    rows = await connection.execute(
        select(JournalRow.seq, JournalRow.body, PrincipalRow.name, JournalDetailRow.text)
        .outerjoin(PrincipalRow, PrincipalRow.id == JournalRow.submitted_by)
        .outerjoin(JournalDetailRow, words)
        .where(JournalRow.stream == stream, JournalRow.kind == "configured")
        .order_by(JournalRow.seq.desc())
        .limit(NEWEST_CHANGES)
    )
    return tuple(change_of(seq, orjson.loads(body), by, reason) for seq, body, by, reason in rows)


def change_of(
    seq: int, body: Mapping[str, JsonValue], by: str | None, reason: str | None
) -> ConfigurationChange:
    """One journal entry."""
    return ConfigurationChange.model_validate(
        {
            "seq": seq,
            "at": body["effective_at"],
            "by": by,
            "reason": reason,
            "changes": body["changes"],
            "sha": body["sha"],
        }
    )


def parts_of(text: str) -> Mapping[Part, tuple[Mapping[str, JsonValue], ...]]:
    """The lists of a checked text that a room may change."""
    values, _ = read_yaml(text, "the text in force")
    held = values if isinstance(values, dict) else {}
    return {part: tuple(sent(entry) for entry in held.get(part) or ()) for part in PARTS}  # type: ignore[misc, union-attr]


def sent(value: Plain) -> JsonValue:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: sent(one) for key, one in value.items()}
    return [sent(one) for one in value] if isinstance(value, list) else value
