"""Collections: recordings that somebody has put together."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word
from server.data.models.people import User


class Collection(Base):
    """`scope` is null as long as it is its owner's alone; else as of a resource."""

    __tablename__ = "collection"

    id: Mapped[Id]
    owner_id: Mapped[Reference | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    title: Mapped[Name]
    description: Mapped[str] = mapped_column(String(2000), default="")
    scope: Mapped[Word | None]
    changed_at: Mapped[Moment] = mapped_column(index=True)

    owner: Mapped[User | None] = relationship(lazy="raise")


class CollectionAudience(Base):
    """A node of the tree whose people a shared collection is for."""

    __tablename__ = "collection_audience"

    collection_id: Mapped[str] = mapped_column(
        ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True
    )
    node: Mapped[Reference] = mapped_column(primary_key=True, index=True)


class CollectionItem(Base):
    """A recording in a collection; `position` is its order there."""

    __tablename__ = "collection_item"

    collection_id: Mapped[str] = mapped_column(
        ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True
    )
    recording_id: Mapped[str] = mapped_column(
        ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
