"""The people loop: matters as they stand, seats taken, ways to reach people, pages on their way out."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.models.base import Base, Code, Moment


class MatterRow(Base):
    """A matter's whole present state as text (shape: actions.matters); the facts behind it are in the journal."""

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_stream_version", "stream", "version"),
        Index("ix_matter_stream_closed_at", "stream", "kind", "closed_at"),
    )

    stream: Mapped[Code] = mapped_column(primary_key=True)
    id: Mapped[Code] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    unit: Mapped[Code]
    version: Mapped[int] = mapped_column(BigInteger)
    closed_at: Mapped[Moment | None]
    body: Mapped[str] = mapped_column(Text)


class ShiftRow(Base):
    """A seat taken, beside its matter: two people in one seat at once is refused when the transaction ends."""

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("starts_at <= ends_at", name="span"),
        ExcludeConstraint(
            ("stream", "="),
            ("seat", "="),
            (func.tstzrange(text("starts_at"), text("ends_at")), "&&"),
            name="ex_shift_one_person_in_a_seat",
            using="gist",
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    stream: Mapped[Code] = mapped_column(ForeignKey("stream.code"), primary_key=True)
    id: Mapped[Code] = mapped_column(primary_key=True)
    seat: Mapped[Code]
    person: Mapped[Code] = mapped_column(ForeignKey("principal.id"))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]


class ContactRow(Base):
    """A way to reach somebody. Outside the journal altogether: it can be changed and erased."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("channel in ('sms', 'email', 'voice', 'phone')", name="channel"),)

    principal: Mapped[Code] = mapped_column(ForeignKey("principal.id"), primary_key=True)
    channel: Mapped[Code] = mapped_column(primary_key=True)  # phone: the number that people are shown
    address: Mapped[str] = mapped_column(Text)
    verified_at: Mapped[Moment | None]


class DeliveryRow(Base):
    """One page on its way out. Written with the fact that it is to be sent; leased while it is being sent.

    `not_before` is service time, all else real time. `link` names it in the link that its text carries.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("link"),
        Index("ix_delivery_waiting", "stream", "next_try_at", postgresql_where="done_at is null"),
    )

    stream: Mapped[Code] = mapped_column(primary_key=True)
    matter: Mapped[Code] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    link: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    person: Mapped[Code]
    channel: Mapped[Code]
    about: Mapped[Code]
    not_before: Mapped[Moment]
    created_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    leased_until: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    state: Mapped[Code] = mapped_column(server_default=text("'waiting'"))
    done_at: Mapped[Moment | None]


class AttemptRow(Base):
    """One attempt to send a page, and what came of it. Real time; never updated."""

    __tablename__ = "attempt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["stream", "matter", "n"],
            ["delivery.stream", "delivery.matter", "delivery.n"],
            name="fk_attempt_delivery",
        ),
    )

    stream: Mapped[Code] = mapped_column(primary_key=True)
    matter: Mapped[Code] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    attempt: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    started_at: Mapped[Moment]
    result: Mapped[Code]
    evidence: Mapped[str] = mapped_column(Text)


class ServiceSecretRow(Base):
    """A secret that all processes share, made by the migration: what links are signed with."""

    __tablename__ = "service_secret"

    name: Mapped[Code] = mapped_column(primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
