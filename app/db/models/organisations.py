"""Configuration as immutable text, and the units it names."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.models.base import Base, Code, Moment


class SystemTextRow(Base):
    """A system file as applied: units, memberships, weights, expectations, assignments."""

    __tablename__ = "system_text"

    sha: Mapped[Code] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    loaded_at: Mapped[Moment]


class PackTextRow(Base):
    """A rule pack as loaded. The same id and version never has other text."""

    __tablename__ = "pack_text"
    __table_args__ = (UniqueConstraint("sha"),)

    id: Mapped[Code] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sha: Mapped[Code]
    body: Mapped[str] = mapped_column(Text)
    loaded_at: Mapped[Moment]


class CatalogueTextRow(Base):
    """A metrics catalogue as loaded."""

    __tablename__ = "catalogue_text"

    sha: Mapped[Code] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    loaded_at: Mapped[Moment]


class UnitRow(Base):
    """A reporting unit of a stream. A code is never reused and never changed, only closed."""

    __tablename__ = "unit"

    stream: Mapped[Code] = mapped_column(ForeignKey("stream.code"), primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    provider: Mapped[Code]
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[Code]
    pillar: Mapped[Code]
    opened: Mapped[date]
    closed: Mapped[date | None]


class FollowRow(Base):
    """A unit that stands as a body of another stream stands there; that stream need not be here."""

    __tablename__ = "follow"
    __table_args__ = (
        ForeignKeyConstraint(["stream", "unit"], ["unit.stream", "unit.code"], ondelete="CASCADE"),
    )

    stream: Mapped[Code] = mapped_column(primary_key=True)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    child: Mapped[Code]
    body: Mapped[Code]
