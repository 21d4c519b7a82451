"""Who may do what: principals, their credentials, permissions and sessions."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.models.base import Base, Code, Moment


class PrincipalRow(Base):
    """A person (`user:…`) or a machine (`key:…`). Never deleted, only closed."""

    __tablename__ = "principal"

    id: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]


class ApiKeyRow(Base):
    """A provider's key; shown once, only its sha256 is held."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("secret_sha"),)

    principal: Mapped[Code] = mapped_column(ForeignKey("principal.id"), primary_key=True)
    secret_sha: Mapped[bytes] = mapped_column(LargeBinary)


class UserAccountRow(Base):
    """A local account; argon2id."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("email"),)

    principal: Mapped[Code] = mapped_column(ForeignKey("principal.id"), primary_key=True)
    email: Mapped[Code]  # lower case
    password_hash: Mapped[str] = mapped_column(Text)


class PermissionRow(Base):
    """A role held on one unit of a stream, or on all of it (`unit` = '*')."""

    __tablename__ = "permission"
    __table_args__ = (
        CheckConstraint(
            "role in ('provider', 'viewer', 'room_lead', 'director', 'operator', 'simulator')", name="role"
        ),
    )

    principal: Mapped[Code] = mapped_column(ForeignKey("principal.id"), primary_key=True)
    stream: Mapped[Code] = mapped_column(ForeignKey("stream.code"), primary_key=True)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    role: Mapped[Code] = mapped_column(primary_key=True)


class SessionRow(Base):
    """A signed-in browser. `token_sha` is sha256 of the cookie's value. Real time throughout."""

    __tablename__ = "session"

    token_sha: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    principal: Mapped[Code] = mapped_column(ForeignKey("principal.id"), index=True)
    csrf: Mapped[Code]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
