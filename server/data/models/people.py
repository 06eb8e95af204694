"""Who may do what: users, their grants, their sign-ins."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Id, Moment, Name, Reference, Word


class Duty(StrEnum):
    """The role that a grant gives within its scope."""

    TEACHER = "teacher"
    ASSISTANT = "assistant"
    RESEARCHER = "researcher"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


class ScopeKind(StrEnum):
    REGION = "region"
    SCHOOL = "school"
    CLASSROOM = "classroom"


class User(Base):
    """`password_hash` is argon2id, empty for somebody who can't sign in with a password."""

    __tablename__ = "user_account"

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(200))
    school_id: Mapped[Reference | None] = mapped_column(ForeignKey("school.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]


class Grant(Base):
    """A duty at one node of the tree, and thereby at everything below it."""

    __tablename__ = "duty_grant"
    __table_args__ = (UniqueConstraint("user_id", "role", "scope_kind", "scope_id"),)

    id: Mapped[Id]
    user_id: Mapped[Reference] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[Word]
    scope_kind: Mapped[Word]
    scope_id: Mapped[Reference]


class SignIn(Base):
    """One browser that is signed in; the cookie holds the token, this row its hash."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    user_id: Mapped[Reference] = mapped_column(ForeignKey("user_account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)
