"""What all tables share: names of constraints, ids, and the column types in use."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, MetaData, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapper, mapped_column

from server.data.ids import LENGTH, new_id

# Constraints need names, or a later migration can't drop them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[str, mapped_column(String(LENGTH), primary_key=True, default=new_id)]
Reference = Annotated[str, mapped_column(String(LENGTH))]
Name = Annotated[str, mapped_column(String(120))]
Word = Annotated[str, mapped_column(String(40))]
#: Unix time in milliseconds.
Moment = Annotated[int, mapped_column(BigInteger)]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON}


class AppendOnlyError(RuntimeError):
    """A fact was about to be changed or removed."""


def append_only(model: type[Base]) -> type[Base]:
    """Let rows of `model` be added but neither changed nor deleted through the object layer."""

    def refuse(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
        raise AppendOnlyError(f"{mapper.local_table} is append-only")

    event.listen(model, "before_update", refuse)
    event.listen(model, "before_delete", refuse)
    return model
