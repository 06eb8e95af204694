"""Delete what is past its time, in transactions so short that nobody waits for them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, select

from server.data.database import Database
from server.data.models import LineRecord, RoomCheck, ShareLink

#: Rows that are deleted at a time.
BATCH = 500


async def forget(
    database: Database, model: type[LineRecord | RoomCheck | ShareLink], is_over: ColumnElement[bool]
) -> None:
    """Delete all rows that fulfil the condition. Raises the database's errors; what is deleted stays so."""
    is_more = True
    while is_more:
        async with database.session() as session:
            found = (await session.scalars(select(model.id).where(is_over).limit(BATCH))).all()
            await session.execute(delete(model).where(model.id.in_(found)))
        is_more = len(found) == BATCH
