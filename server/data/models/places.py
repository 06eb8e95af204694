"""Where lessons happen: the region tree, schools, classrooms and their terminals, pairings of schools."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.data.models.base import Base, Id, Moment, Name, Reference, Word


class Region(Base):
    """A node of the tree province > city > county; its depth is free."""

    __tablename__ = "region"

    id: Mapped[Id]
    parent_id: Mapped[Reference | None] = mapped_column(ForeignKey("region.id"), index=True)
    kind: Mapped[Word]
    name: Mapped[Name]


class School(Base):
    """`centre_id` is the centre school that leads this teaching point."""

    __tablename__ = "school"

    id: Mapped[Id]
    region_id: Mapped[Reference] = mapped_column(ForeignKey("region.id"), index=True)
    centre_id: Mapped[Reference | None] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[Name]


class Classroom(Base):
    """`kind` is `master` or `rural`; `pupils` are enrolled, where that is known."""

    __tablename__ = "classroom"

    id: Mapped[Id]
    school_id: Mapped[Reference] = mapped_column(ForeignKey("school.id"), index=True)
    kind: Mapped[Word]
    name: Mapped[Name]
    pupils: Mapped[int | None]

    school: Mapped[School] = relationship(lazy="raise")


class Terminal(Base):
    """
    The device that speaks for a classroom; of its key only the hash is kept.

    `client` is the build of the page that it runs. A revoked one stays, so that its key is never taken again.
    """

    __tablename__ = "terminal"

    id: Mapped[Id]
    classroom_id: Mapped[Reference] = mapped_column(ForeignKey("classroom.id"), index=True)
    name: Mapped[Name]
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[Moment | None]
    client: Mapped[Word | None]
    paired_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]

    classroom: Mapped[Classroom] = relationship(lazy="raise")


class Pairing(Base):
    """A strong school that leads weaker ones; lesson series belong to it."""

    __tablename__ = "pairing"

    id: Mapped[Id]
    name: Mapped[Name]
    lead_school_id: Mapped[Reference] = mapped_column(ForeignKey("school.id"), index=True)


class PairedSchool(Base):
    __tablename__ = "paired_school"

    pairing_id: Mapped[str] = mapped_column(ForeignKey("pairing.id"), primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), primary_key=True)
