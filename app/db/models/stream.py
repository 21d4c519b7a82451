"""A coordinating body's stream: its head, journal, pictures and timers."""

from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.models.base import Base, Code, Moment


class StreamRow(Base):
    """One ordered, hash-chained sequence of facts. `seq` is gapless; the row is the lock."""

    __tablename__ = "stream"
    __table_args__ = (
        CheckConstraint("mode in ('live', 'simulated', 'exercise')", name="mode"),
        CheckConstraint("mode <> 'live' or clock_speed is null", name="live_clock"),
    )

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    mode: Mapped[Code]
    seq: Mapped[int] = mapped_column(BigInteger)
    head_hash: Mapped[bytes] = mapped_column(LargeBinary)
    last_at: Mapped[Moment]  # service time of the newest fact: time never runs back under the lock
    config_sha: Mapped[Code | None] = mapped_column(ForeignKey("system_text.sha"))
    clock_real: Mapped[Moment | None]  # service time = clock_service + (real − clock_real) × clock_speed
    clock_service: Mapped[Moment | None]
    clock_speed: Mapped[Decimal | None]
    created_at: Mapped[Moment]


class JournalRow(Base):
    """One entry: `body` is the exact canonical text that was hashed."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_stream_unit_level", "stream", "unit", "seq", postgresql_where="kind = 'level'"),
        Index("ix_journal_stream_configured", "stream", "seq", postgresql_where="kind = 'configured'"),
        Index("ix_journal_stream_event", "stream", "seq", postgresql_where="kind <> 'readings'"),
    )

    stream: Mapped[Code] = mapped_column(
        primary_key=True
    )  # no foreign key: it is inserted from the stream's row
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[Code]
    unit: Mapped[Code | None]  # copied from the body, to find a unit's entries
    recorded_at: Mapped[Moment]
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    submitted_by: Mapped[Code]


class JournalDetailRow(Base):
    """Words and names behind an entry, erasable: the body carries sha256(salt ‖ text)."""

    __tablename__ = "journal_detail"

    stream: Mapped[Code] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(Text)


class PictureRow(Base):
    """A unit's whole present state as text; the same bytes serve writer, snapshot and frame."""

    __tablename__ = "picture"

    stream: Mapped[Code] = mapped_column(primary_key=True)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)


class TriggerMemoryRow(Base):
    """What is remembered of a unit's local triggers: where each stands, and the figures it counts."""

    __tablename__ = "trigger_memory"

    stream: Mapped[Code] = mapped_column(ForeignKey("stream.code"), primary_key=True)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class TimerRow(Base):
    """When a unit must next be looked at although nothing arrived."""

    __tablename__ = "timer"
    __table_args__ = (Index("ix_timer_stream_due_at", "stream", "due_at"),)

    stream: Mapped[Code] = mapped_column(primary_key=True)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    due_at: Mapped[Moment]
