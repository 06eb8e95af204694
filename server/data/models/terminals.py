"""Terminals that no classroom has yet: each shows a code, and has a secret that becomes its key."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from server.data.models.base import Base, Moment


class TerminalCode(Base):
    """Gone once it is used; of the secret only the hash is kept."""

    __tablename__ = "terminal_code"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[Moment] = mapped_column(index=True)
