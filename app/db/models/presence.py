"""Who is watching, as far as the last few seconds tell. Unlogged: lost in a crash, on purpose."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.models.base import Base, Code, Moment


class PresenceRow(Base):
    """One connected board. Real time."""

    __tablename__ = "presence"
    __table_args__ = (Index("ix_presence_stream_seen_at", "stream", "seen_at"), {"prefixes": ["UNLOGGED"]})

    board: Mapped[Code] = mapped_column(primary_key=True)
    stream: Mapped[Code]
    principal: Mapped[Code]
    role: Mapped[Code]
    seen_at: Mapped[Moment]
