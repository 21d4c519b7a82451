"""Figures as received, what was refused, and answers kept for repeats."""

from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.models.base import Base, Code, Moment


class ReadingRow(Base):
    """One figure as received; never updated. `value` null: unknown, owned up to.

    Partitioned by month of `observed_at`. `confirms_at`: the observation a "no change" points at. (seq, line)
    names a row, but no index says so: it would cost a third of the write, and nothing looks for it.
    """

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint(
            "stream", "unit", "observed_at", "metric", "source", "value", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint("verdict in ('accepted', 'superseded', 'queried', 'derived')", name="verdict"),
        {"postgresql_partition_by": "RANGE (observed_at)"},
    )
    __mapper_args__ = {"primary_key": ["stream", "seq", "line"]}  # noqa: RUF012 - SQLAlchemy's own form

    stream: Mapped[Code]
    observed_at: Mapped[Moment]
    seq: Mapped[int] = mapped_column(BigInteger)
    line: Mapped[int] = mapped_column(Integer)
    unit: Mapped[Code]
    metric: Mapped[Code]
    source: Mapped[Code]
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    verdict: Mapped[Code]
    confirms_at: Mapped[Moment | None]
    received_at: Mapped[Moment]
    submitted_by: Mapped[Code]


class QuarantineRow(Base):
    """A reading that was refused, kept 30 days for its sender and the room."""

    __tablename__ = "quarantine"
    __table_args__ = (
        Index("ix_quarantine_submitted_by_received_at", "submitted_by", "received_at"),
        Index("ix_quarantine_stream_unit_id", "stream", "unit", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    stream: Mapped[Code]
    submitted_by: Mapped[Code]
    received_at: Mapped[Moment]  # real time, by which it is forgotten
    at: Mapped[Moment] = mapped_column(
        server_default=text("clock_timestamp()")
    )  # the stream's time, by which people know it
    unit: Mapped[str | None] = mapped_column(Text)  # as sent, where it is short and plain
    metric: Mapped[str | None] = mapped_column(Text)
    code: Mapped[Code]
    field: Mapped[str] = mapped_column(Text)
    raw: Mapped[str | None] = mapped_column(Text)  # null where it might identify a patient
    length: Mapped[int] = mapped_column(Integer)
    message: Mapped[str] = mapped_column(Text)


class IdempotencyRow(Base):
    """The answer given to a key, kept 7 days, written with the facts it answers for."""

    __tablename__ = "idempotency"

    credential: Mapped[Code] = mapped_column(primary_key=True)
    key: Mapped[Code] = mapped_column(primary_key=True)
    stream: Mapped[Code] = mapped_column(primary_key=True)
    body_sha: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment] = mapped_column(index=True)  # real time
